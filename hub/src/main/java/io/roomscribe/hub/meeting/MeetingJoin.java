package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Optional;

/// Makes one meeting of two. A box that catches up sends the newest text first, so a meeting may be
/// begun by its end, and what came before it may grow into a meeting of its own until both meet.
///
/// The later one lives on, since people watch it. The earlier one's segments get new numbers, for
/// whoever reads a meeting by number to see them; its minutes and speakers go, and are made anew.
///
/// Stateless.
final class MeetingJoin {
    private static final String COLUMNS =
            "samples, started_at, ended_at, captured_at, language, model, text, words, vector";

    private MeetingJoin() {}

    /// The meeting that begins after `startedAt`, at `until` at the latest.
    static Optional<Meeting> following(
            IngestTransaction transaction, RoomId room, Instant startedAt, Instant until) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select * from meeting
                        where room_id = :room and started_at > :startedAt and started_at <= :until
                        order by started_at fetch first 1 rows only
                        """)
                .bind("room", room.value())
                .bind("startedAt", startedAt)
                .bind("until", until)
                .map((row, context) -> MeetingStore.read(row))
                .findOne();
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

    static void join(IngestTransaction transaction, String earlier, String later) {
        // A place in a recording is taken once: out of the way while there are two of each.
        update(
                transaction,
                "insert into segment (meeting_id, recording_id, first_sample, speaker, "
                        + COLUMNS
                        + ") select :later, recording_id, -1 - first_sample, '', "
                        + COLUMNS
                        + " from segment where meeting_id = :earlier order by started_at",
                earlier,
                later);
        update(transaction, "delete from segment where meeting_id = :earlier", earlier, later);
        update(
                transaction,
                "update segment set first_sample = -1 - first_sample"
                        + " where meeting_id = :later and first_sample < 0",
                earlier,
                later);
        update(
                transaction,
                "delete from summary_revision where meeting_id = :earlier",
                earlier,
                later);
        update(transaction, "delete from meeting where id = :earlier", earlier, later);
        ChangeLog.meeting(transaction.handle(), earlier);
        ChangeLog.meeting(transaction.handle(), later);
    }

    private static void update(
            IngestTransaction transaction, String sql, String earlier, String later) {
        var statement = transaction.handle().createUpdate(sql);
        if (sql.contains(":earlier")) {
            statement.bind("earlier", earlier);
        }
        if (sql.contains(":later")) {
            statement.bind("later", later);
        }
        statement.execute();
    }
}
