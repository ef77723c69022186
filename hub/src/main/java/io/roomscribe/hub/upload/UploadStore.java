package io.roomscribe.hub.upload;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNewsLine;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The uploads' rows.
///
/// Thread-safe.
public final class UploadStore {
    private static final String SELECT =
            """
            select upload.*, (
                select s.meeting_id from segment s where s.recording_id = upload.recording_id
                order by s.first_sample fetch first 1 rows only) as meeting_id
            from upload
            """;

    private final HubDatabase database;

    public UploadStore(HubDatabase database) {
        this.database = database;
    }

    /// The newest first.
    public List<Upload> uploads(int limit) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT + "order by made_at desc, id fetch first :limit rows only")
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    public Optional<Upload> upload(String id) {
        return database.read(handle ->
                handle.createQuery(SELECT + "where id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    void insert(Upload upload) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                insert into upload (id, room_id, name, started_at, bytes,
                                    recording_id, job_id, quality, made_at, made_by)
                                values (:id, :room, :name, :startedAt, :bytes, :recording, '', '',
                                    :madeAt, :madeBy)
                                """)
                        .bind("id", upload.id())
                        .bind("room", upload.room().value())
                        .bind("name", upload.name())
                        .bind("startedAt", upload.startedAt())
                        .bind("bytes", upload.bytes())
                        .bind("recording", upload.recording().toString())
                        .bind("madeAt", upload.madeAt())
                        .bind("madeBy", upload.madeBy())
                        .execute());
    }

    void job(String id, String job) {
        set("update upload set job_id = :value where id = :id", id, job);
    }

    void quality(String id, SoundQuality quality) {
        set(
                "update upload set quality = :value where id = :id",
                id,
                FileNewsLine.write(new FileNews.Sound(quality)));
    }

    private void set(String sql, String id, String value) {
        database.inTransaction(
                handle -> handle.createUpdate(sql).bind("value", value).bind("id", id).execute());
    }

    static void delete(Handle handle, String id) {
        handle.createUpdate("delete from upload where id = :id").bind("id", id).execute();
    }

    /// Whether what was heard in it is applied already.
    static boolean isApplied(Handle handle, RecordingId recording) {
        return handle.createQuery("select 1 from recording where id = :id")
                .bind("id", recording.toString())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Whether all of it was heard, and is applied.
    boolean isWhole(Upload upload) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select 1 from recording where id = :id and samples is not null
                                """)
                        .bind("id", upload.recording().toString())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    /// How far it was heard and applied, in samples.
    long heardThrough(Upload upload) {
        return database.read(handle ->
                handle.createQuery("select heard_samples from upload where id = :id")
                        .bind("id", upload.id())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    static void heardThrough(Handle handle, String id, long samples) {
        handle.createUpdate("update upload set heard_samples = :samples where id = :id")
                .bind("samples", samples)
                .bind("id", id)
                .execute();
    }

    /// Nobody else applies to the room, or forgets something of it, until the transaction ends.
    static void lockRoom(Handle handle, RoomId room) {
        var _ =
                handle.createQuery("select id from room where id = :room for update")
                        .bind("room", room.value())
                        .mapTo(String.class)
                        .findOne();
    }

    /// Whether more of an upload is to come into a meeting.
    public boolean isComing(String meeting) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select 1 from upload u join job j on j.id = u.job_id
                                where j.state in ('queued', 'running', 'retrying') and exists (
                                    select 1 from segment s where s.meeting_id = :meeting
                                        and s.recording_id = u.recording_id)
                                fetch first 1 rows only
                                """)
                        .bind("meeting", meeting)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    /// An upload of which something is in a transcript.
    ///
    /// @param samples of its recording, at 16 kHz
    record Transcribed(String id, RecordingId recording, Instant startedAt, long samples) {}

    /// Those of a room that were there at a time and are transcribed now, or are being transcribed:
    /// their sound was measured before.
    static List<Transcribed> madeBefore(Handle handle, RoomId room, Instant time) {
        return handle.createQuery(
                        """
                        select u.id, u.recording_id, u.quality, r.started_at,
                            coalesce(r.samples, u.heard_samples) as samples
                        from upload u join recording r on r.id = u.recording_id
                        where u.room_id = :room and u.made_at <= :time
                        """)
                .bind("room", room.value())
                .bind("time", time)
                .map((row, context) ->
                        new Transcribed(
                                row.getString("id"),
                                RecordingId.parse(row.getString("recording_id")),
                                HubDatabase.instant(row, "started_at"),
                                Math.max(
                                        row.getLong("samples"),
                                        quality(row.getString("quality"))
                                                .map(UploadStore::samples)
                                                .orElse(0L))))
                .list();
    }

    private static long samples(SoundQuality quality) {
        return Math.round(quality.seconds() * Audio.SAMPLE_RATE);
    }

    private static Upload read(ResultSet row) throws SQLException {
        return new Upload(
                row.getString("id"),
                new RoomId(row.getString("room_id")),
                row.getString("name"),
                HubDatabase.instant(row, "started_at"),
                row.getLong("bytes"),
                RecordingId.parse(row.getString("recording_id")),
                row.getString("job_id"),
                quality(row.getString("quality")),
                HubDatabase.instant(row, "made_at"),
                row.getString("made_by"),
                Optional.ofNullable(row.getString("meeting_id")));
    }

    private static Optional<SoundQuality> quality(String json) {
        return !json.isEmpty() && FileNewsLine.parse(json) instanceof FileNews.Sound sound
                ? Optional.of(sound.quality())
                : Optional.empty();
    }
}
