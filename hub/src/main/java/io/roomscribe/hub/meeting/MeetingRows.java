package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Closing;
import io.roomscribe.hub.meeting.CutRule.Span;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The cutter's statements on the meeting table.
///
/// Stateless.
final class MeetingRows {
    private MeetingRows() {}

    /// When the first was said in a meeting from `from` on.
    static Optional<Instant> firstFrom(
            IngestTransaction transaction, String meeting, Instant from) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select started_at from segment
                        where meeting_id = :id and started_at >= :from
                        order by started_at fetch first 1 rows only
                        """)
                .bind("id", meeting)
                .bind("from", from)
                .map((row, context) -> HubDatabase.instant(row, "started_at"))
                .findOne();
    }

    static boolean isSaidBefore(IngestTransaction transaction, String meeting, Instant at) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select 1 from segment where meeting_id = :id and started_at < :at
                        fetch first 1 rows only
                        """)
                .bind("id", meeting)
                .bind("at", at)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// The end of a meeting is the end of its later half.
    static void moveClosing(IngestTransaction transaction, String from, String to) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting set
                            closed_at = (select closed_at from meeting where id = :from),
                            closed_by = (select closed_by from meeting where id = :from)
                        where id = :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .execute();
        transaction
                .handle()
                .createUpdate(
                        "update meeting set closed_at = null, closed_by = null where id = :from")
                .bind("from", from)
                .execute();
    }

    /// The meeting before or after another in its room.
    static Optional<Meeting> neighbour(
            IngestTransaction transaction, Meeting meeting, boolean isNext) {
        return transaction
                .handle()
                .createQuery(
                        isNext
                                ? """
                                select * from meeting
                                where room_id = :room and started_at > :at
                                order by started_at fetch first 1 rows only
                                """
                                : """
                                select * from meeting
                                where room_id = :room and started_at < :at
                                order by started_at desc fetch first 1 rows only
                                """)
                .bind("room", meeting.room().value())
                .bind("at", meeting.startedAt())
                .map((row, context) -> MeetingStore.read(row))
                .findOne();
    }

    /// Lets nobody else change a room's meetings until the transaction ends.
    ///
    /// @return false when there is no such room
    static boolean lock(IngestTransaction transaction, RoomId room) {
        return transaction
                .handle()
                .createQuery("select id from room where id = :room for update")
                .bind("room", room.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /// A room's meetings that touch the time between two instants.
    ///
    /// @param recording that of the speech which looks for its meeting
    static List<Span> spans(
            IngestTransaction transaction,
            RoomId room,
            RecordingId recording,
            Instant from,
            Instant to) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select m.id, m.started_at, m.ended_at, m.closed_at, m.closed_by, r.device_id,
                            exists (select 1 from segment s where s.meeting_id = m.id
                                and s.recording_id = :recording) as has_recording
                        from meeting m left join recording r on r.id = m.closed_by
                        where m.room_id = :room and m.started_at <= :to
                        and (m.ended_at >= :from or m.closed_at >= :from)
                        """)
                .bind("room", room.value())
                .bind("recording", recording.toString())
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> span(row))
                .list();
    }

    private static Span span(ResultSet row) throws SQLException {
        var closedBy = row.getString("closed_by");
        var closing =
                closedBy == null
                        ? Optional.<Closing>empty()
                        : Optional.of(
                                new Closing(
                                        HubDatabase.instant(row, "closed_at"),
                                        RecordingId.parse(closedBy),
                                        new DeviceId(row.getString("device_id"))));
        return new Span(
                row.getString("id"),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"),
                closing,
                row.getBoolean("has_recording"));
    }

    static void insert(IngestTransaction transaction, Meeting meeting) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into meeting
                            (id, room_id, title, state, started_at, ended_at, touched_at)
                        values (:id, :room, :title, :state, :startedAt, :endedAt, :now)
                        """)
                .bind("id", meeting.id())
                .bind("room", meeting.room().value())
                .bind("title", meeting.title())
                .bind("state", meeting.state().word())
                .bind("startedAt", meeting.startedAt())
                .bind("endedAt", meeting.endedAt())
                .bind("now", transaction.now())
                .execute();
    }

    static void stretch(
            IngestTransaction transaction, String meeting, Instant startedAt, Instant endedAt) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting
                        set started_at = :startedAt, ended_at = :endedAt, touched_at = :now
                        where id = :id
                        """)
                .bind("id", meeting)
                .bind("startedAt", startedAt)
                .bind("endedAt", endedAt)
                .bind("now", transaction.now())
                .execute();
    }

    static void state(IngestTransaction transaction, String meeting, MeetingState state) {
        transaction
                .handle()
                .createUpdate("update meeting set state = :state where id = :id")
                .bind("id", meeting)
                .bind("state", state.word())
                .execute();
    }

    static void close(
            IngestTransaction transaction, String meeting, RecordingId recording, Instant at) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting
                        set state = 'ended', closed_at = :at, closed_by = :recording
                        where id = :id
                        """)
                .bind("id", meeting)
                .bind("at", at)
                .bind("recording", recording.toString())
                .execute();
    }

    static void touch(IngestTransaction transaction, RoomId room) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting set touched_at = :now
                        where room_id = :room and state = 'running'
                        """)
                .bind("room", room.value())
                .bind("now", transaction.now())
                .execute();
    }

    static void touchAll(IngestTransaction transaction) {
        transaction
                .handle()
                .createUpdate("update meeting set touched_at = :now where state = 'running'")
                .bind("now", transaction.now())
                .execute();
    }

    /// A room's running meetings, the newest first.
    static List<Meeting> running(IngestTransaction transaction, RoomId room) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select * from meeting where room_id = :room and state = 'running'
                        order by started_at desc
                        """)
                .bind("room", room.value())
                .map((row, context) -> MeetingStore.read(row))
                .list();
    }

    /// Running meetings anywhere for which nothing has come since an instant of the hub's clock.
    static List<Meeting> untouchedSince(IngestTransaction transaction, Instant since) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select * from meeting where state = 'running' and touched_at < :since
                        """)
                .bind("since", since)
                .map((row, context) -> MeetingStore.read(row))
                .list();
    }

    static boolean isNewest(IngestTransaction transaction, RoomId room, Instant startedAt) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select count(*) from meeting
                        where room_id = :room and started_at > :startedAt
                        """)
                .bind("room", room.value())
                .bind("startedAt", startedAt)
                .mapTo(Long.class)
                .one()
                .equals(0L);
    }

    static MeetingState stateOf(IngestTransaction transaction, String meeting) {
        return MeetingState.parse(
                transaction
                        .handle()
                        .createQuery("select state from meeting where id = :id")
                        .bind("id", meeting)
                        .mapTo(String.class)
                        .one());
    }

    static Meeting find(IngestTransaction transaction, String meeting) {
        return found(transaction, meeting).orElseThrow();
    }

    static Optional<Meeting> found(IngestTransaction transaction, String meeting) {
        return transaction
                .handle()
                .createQuery("select * from meeting where id = :id")
                .bind("id", meeting)
                .map((row, context) -> MeetingStore.read(row))
                .findOne();
    }

    static boolean isClosed(IngestTransaction transaction, String meeting) {
        return transaction
                .handle()
                .createQuery(
                        "select count(*) from meeting where id = :id and closed_by is not null")
                .bind("id", meeting)
                .mapTo(Long.class)
                .one()
                .equals(1L);
    }

    /// A meeting lasts from its first segment to its last.
    static void fitToSegments(IngestTransaction transaction, String meeting) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting set
                            started_at =
                                (select min(started_at) from segment where meeting_id = :id),
                            ended_at = (select max(ended_at) from segment where meeting_id = :id)
                        where id = :id
                        """)
                .bind("id", meeting)
                .execute();
    }

    static boolean hasSegments(IngestTransaction transaction, String meeting) {
        return transaction
                .handle()
                .createQuery("select 1 from segment where meeting_id = :id fetch first 1 rows only")
                .bind("id", meeting)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void delete(IngestTransaction transaction, String meeting) {
        transaction
                .handle()
                .createUpdate("delete from summary_revision where meeting_id = :id")
                .bind("id", meeting)
                .execute();
        transaction
                .handle()
                .createUpdate("delete from meeting where id = :id")
                .bind("id", meeting)
                .execute();
    }

    /// The end of a recording that closed a meeting has moved: it is no earlier than the meeting's
    /// last word.
    static void moveClosing(IngestTransaction transaction, RecordingId recording) {
        transaction
                .handle()
                .createUpdate("update meeting set closed_at = ended_at where closed_by = :id")
                .bind("id", recording.toString())
                .execute();
    }

    /// A room's meetings in which something was said between two instants, oldest first.
    static List<Meeting> between(
            IngestTransaction transaction, RoomId room, Instant from, Instant to) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select * from meeting
                        where room_id = :room and started_at <= :to and ended_at >= :from
                        order by started_at
                        """)
                .bind("room", room.value())
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> MeetingStore.read(row))
                .list();
    }
}
