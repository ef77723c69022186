package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes one meeting of two, and two of one. A box that catches up sends the newest text first, so
/// a meeting may be begun by its end, and what came before it may grow into a meeting of its own
/// until both meet; and people know better than a pause.
///
/// Segments keep their numbers, and what people named and corrected goes with them. Minutes are
/// made anew: whoever reads a meeting by number sees its `erasures` change and reads it all again.
///
/// Immutable.
final class MeetingJoin {
    private final List<SegmentMoves> followers;

    MeetingJoin(List<SegmentMoves> followers) {
        this.followers = List.copyOf(followers);
    }

    /// The meeting that begins after `startedAt`, at `until` at the latest, with no cut between.
    static Optional<Meeting> following(
            IngestTransaction transaction, RoomId room, Instant startedAt, Instant until) {
        return first(transaction, room, "started_at > :from", startedAt, until);
    }

    /// The meeting that begins at the cut `at` or after it, at `until` at the latest, before the
    /// next cut.
    static Optional<Meeting> begun(
            IngestTransaction transaction, RoomId room, Instant at, Instant until) {
        return first(transaction, room, "started_at >= :from", at, until);
    }

    private static Optional<Meeting> first(
            IngestTransaction transaction,
            RoomId room,
            String begins,
            Instant from,
            Instant until) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select * from meeting
                        where room_id = :room and <begins> and started_at <= :until
                        order by started_at fetch first 1 rows only
                        """)
                .define("begins", begins)
                .bind("room", room.value())
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> MeetingStore.read(row))
                .findOne()
                .filter(next ->
                        CutRows.between(transaction, room, from, next.startedAt()).isEmpty());
    }

    /// The last meeting with text of a recording.
    static Optional<Meeting> last(IngestTransaction transaction, RecordingId recording) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select m.* from meeting m join segment s on s.meeting_id = m.id
                        where s.recording_id = :recording
                        order by s.started_at desc fetch first 1 rows only
                        """)
                .bind("recording", recording.toString())
                .map((row, context) -> MeetingStore.read(row))
                .findOne();
    }

    static boolean has(IngestTransaction transaction, Meeting meeting, RecordingId recording) {
        return transaction
                        .handle()
                        .createQuery(
                                """
                                select count(*) from segment
                                where meeting_id = :meeting and recording_id = :recording
                                """)
                        .bind("meeting", meeting.id())
                        .bind("recording", recording.toString())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Everything of the earlier becomes the later's, since people may be watching that one.
    void join(IngestTransaction transaction, String earlier, String later) {
        move(transaction, earlier, later, Instant.EPOCH);
        MeetingRows.delete(transaction, earlier);
    }

    /// What was said in a meeting from `from` on becomes another's, which is there already.
    void move(IngestTransaction transaction, String fromMeeting, String toMeeting, Instant from) {
        var segments = segmentsFrom(transaction, fromMeeting, from);
        var moved =
                transaction
                        .handle()
                        .prepareBatch("update segment set meeting_id = :to where number = :number");
        segments.forEach(number -> moved.bind("to", toMeeting).bind("number", number).add());
        if (!segments.isEmpty()) {
            moved.execute();
        }
        followers.forEach(
                follower -> follower.moved(transaction.handle(), fromMeeting, toMeeting, segments));
        ChangeLog.meeting(transaction.handle(), fromMeeting);
        ChangeLog.meeting(transaction.handle(), toMeeting);
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting set erasures = erasures + 1, extent = extent + 1
                        where id in (:from, :to)
                        """)
                .bind("from", fromMeeting)
                .bind("to", toMeeting)
                .execute();
    }

    private static Set<Long> segmentsFrom(
            IngestTransaction transaction, String meeting, Instant from) {
        return new HashSet<>(
                transaction
                        .handle()
                        .createQuery(
                                """
                                select number from segment
                                where meeting_id = :meeting and started_at >= :from
                                """)
                        .bind("meeting", meeting)
                        .bind("from", from)
                        .mapTo(Long.class)
                        .list());
    }
}
