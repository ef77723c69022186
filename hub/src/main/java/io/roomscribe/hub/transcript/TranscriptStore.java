package io.roomscribe.hub.transcript;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.GapReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads segments, gaps and marks. Only this package writes them.
///
/// Thread-safe.
public final class TranscriptStore {
    private final HubDatabase database;

    public TranscriptStore(HubDatabase database) {
        this.database = database;
    }

    /// A meeting's segments in the order they were spoken.
    public List<Segment> segments(String meetingId) {
        return segmentsAfter(meetingId, 0);
    }

    /// Those of a meeting's segments that arrived after segment `number`, in the order they were
    /// spoken.
    public List<Segment> segmentsAfter(String meetingId, long number) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from segment
                                where meeting_id = :meeting and number > :number
                                order by started_at, number
                                """)
                        .bind("meeting", meetingId)
                        .bind("number", number)
                        .map((row, context) -> segment(row))
                        .list());
    }

    public Optional<Segment> segment(long number) {
        return database.read(handle ->
                handle.createQuery("select * from segment where number = :number")
                        .bind("number", number)
                        .map((row, context) -> segment(row))
                        .findOne());
    }

    public Optional<Recording> recording(RecordingId id) {
        return database.read(handle -> Recordings.find(handle, id));
    }

    /// What was said last in a meeting: at most `count` segments, in the order they were spoken.
    public List<Segment> lastSegments(String meetingId, int count) {
        return database.read(handle ->
                        handle.createQuery(
                                        """
                                        select * from segment where meeting_id = :meeting
                                        order by started_at desc, number desc
                                        fetch first :count rows only
                                        """)
                                .bind("meeting", meetingId)
                                .bind("count", count)
                                .map((row, context) -> segment(row))
                                .list())
                .reversed();
    }

    /// A room's gaps that touch the time between two instants, oldest first.
    public List<Gap> gaps(RoomId room, Instant from, Instant to) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from gap
                                where room_id = :room and started_at < :to and ended_at > :from
                                order by started_at, id
                                """)
                        .bind("room", room.value())
                        .bind("from", from)
                        .bind("to", to)
                        .map((row, context) -> gap(row))
                        .list());
    }

    /// What was marked in a room between two instants, oldest first.
    public List<Mark> marks(RoomId room, Instant from, Instant to) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select marked_at, label from mark
                                where room_id = :room and marked_at between :from and :to
                                order by marked_at, id
                                """)
                        .bind("room", room.value())
                        .bind("from", from)
                        .bind("to", to)
                        .map((row, context) ->
                                new Mark(
                                        HubDatabase.instant(row, "marked_at"),
                                        row.getString("label")))
                        .list());
    }

    private static Segment segment(ResultSet row) throws SQLException {
        return new Segment(
                row.getLong("number"),
                row.getString("meeting_id"),
                RecordingId.parse(row.getString("recording_id")),
                row.getLong("first_sample"),
                row.getLong("samples"),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"),
                HubDatabase.instant(row, "captured_at"),
                row.getString("speaker"),
                row.getString("language"),
                row.getString("model"),
                row.getString("text"),
                SegmentJson.words(row.getString("words")));
    }

    private static Gap gap(ResultSet row) throws SQLException {
        return new Gap(
                new RoomId(row.getString("room_id")),
                new DeviceId(row.getString("device_id")),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"),
                GapReason.parse(row.getString("reason")));
    }
}
