package io.roomscribe.hub.audio;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Stretch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The pieces of audio that are here.
///
/// Thread-safe.
public final class AudioClips {
    private final HubDatabase database;

    public AudioClips(HubDatabase database) {
        this.database = database;
    }

    /// The shortest piece that has all of a stretch.
    Optional<CommandResult.Sound> find(Stretch stretch) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from audio_clip
                                where recording_id = :recording and first_sample <= :first
                                    and first_sample + samples >= :end
                                order by samples fetch first 1 rows only
                                """)
                        .bind("recording", stretch.recording().toString())
                        .bind("first", stretch.firstSample())
                        .bind("end", stretch.endSample())
                        .map((row, context) -> clip(row))
                        .findOne());
    }

    /// The piece that has the beginning of a stretch and the most of what follows.
    Optional<CommandResult.Sound> longestFrom(Stretch stretch) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from audio_clip
                                where recording_id = :recording and first_sample <= :first
                                    and first_sample + samples > :first
                                order by first_sample + samples desc fetch first 1 rows only
                                """)
                        .bind("recording", stretch.recording().toString())
                        .bind("first", stretch.firstSample())
                        .map((row, context) -> clip(row))
                        .findOne());
    }

    /// Keeps what a box gave out, unless something of it was erased since.
    static void put(Handle handle, CommandResult.Sound sound, Instant now) {
        var stretch = sound.stretch();
        var isKnown =
                handle.createQuery("select 1 from recording where id = :recording")
                        .bind("recording", stretch.recording().toString())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
        if (!isKnown || ErasedStretches.touch(handle, stretch)) {
            return;
        }
        handle.createUpdate(
                        """
                        delete from audio_clip where recording_id = :recording
                            and first_sample = :first and samples = :samples
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("samples", stretch.samples())
                .execute();
        handle.createUpdate(
                        """
                        insert into audio_clip
                            (recording_id, first_sample, samples, ogg, fetched_at)
                        values (:recording, :first, :samples, :ogg, :now)
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("samples", stretch.samples())
                .bind("ogg", sound.ogg())
                .bind("now", now)
                .execute();
    }

    /// Takes every piece away that has any of a stretch.
    static void erase(Handle handle, Stretch stretch) {
        handle.createUpdate(
                        """
                        delete from audio_clip
                        where recording_id = :recording and first_sample < :end
                            and first_sample + samples > :first
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("end", stretch.endSample())
                .execute();
    }

    static void deleteBefore(Handle handle, Instant time) {
        handle.createUpdate("delete from audio_clip where fetched_at < :time")
                .bind("time", time)
                .execute();
    }

    private static CommandResult.Sound clip(ResultSet row) throws SQLException {
        return new CommandResult.Sound(
                new Stretch(
                        RecordingId.parse(row.getString("recording_id")),
                        row.getLong("first_sample"),
                        row.getLong("samples")),
                row.getString("ogg"));
    }
}
