package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Place;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.List;

/// Statements on the table of cuts.
///
/// Stateless.
final class CutRows {
    private CutRows() {}

    static void insert(IngestTransaction transaction, MeetingCut cut) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into meeting_cut
                            (room_id, cut_at, recording_id, first_sample, kind, made_at, made_by)
                        values (:room, :at, :recording, :sample, :kind, :now, :by)
                        """)
                .bind("room", cut.room().value())
                .bind("at", cut.at())
                .bind("recording", cut.anchor().map(at -> at.recording().toString()).orElse(null))
                .bind("sample", cut.anchor().map(Place::sample).orElse(null))
                .bind("kind", cut.kind().word())
                .bind("now", transaction.now())
                .bind("by", cut.madeBy())
                .execute();
    }

    /// Where a room is cut after `after` and up to `through`, oldest first.
    static List<Instant> between(
            IngestTransaction transaction, RoomId room, Instant after, Instant through) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select cut_at from meeting_cut
                        where room_id = :room and not lifted
                            and cut_at > :after and cut_at <= :through
                        order by cut_at
                        """)
                .bind("room", room.value())
                .bind("after", after)
                .bind("through", through)
                .map((row, context) -> HubDatabase.instant(row, "cut_at"))
                .list();
    }

    /// Whether a room was cut later than `after`: what began before is over.
    static boolean isCutAfter(IngestTransaction transaction, RoomId room, Instant after) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select 1 from meeting_cut
                        where room_id = :room and not lifted and cut_at > :after
                        fetch first 1 rows only
                        """)
                .bind("room", room.value())
                .bind("after", after)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// The calendar cut where one appointment gave way to another.
    ///
    /// @param border when the later one was to begin
    static void insertBorder(IngestTransaction transaction, MeetingCut cut, Instant border) {
        insert(transaction, cut);
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting_cut set border_at = :border
                        where room_id = :room and cut_at = :at and kind = :kind
                        """)
                .bind("border", border)
                .bind("room", cut.room().value())
                .bind("at", cut.at())
                .bind("kind", cut.kind().word())
                .execute();
    }

    /// Whether the calendar ever cut at a border, also where people have merged the halves since.
    static boolean isBorder(IngestTransaction transaction, RoomId room, Instant border) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select 1 from meeting_cut where room_id = :room and border_at = :border
                        fetch first 1 rows only
                        """)
                .bind("room", room.value())
                .bind("border", border)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// What was divided there belongs together.
    static void lift(IngestTransaction transaction, RoomId room, Instant after, Instant through) {
        transaction
                .handle()
                .createUpdate(
                        """
                        update meeting_cut set lifted = true
                        where room_id = :room and cut_at > :after and cut_at <= :through
                        """)
                .bind("room", room.value())
                .bind("after", after)
                .bind("through", through)
                .execute();
    }

    /// A recording lies elsewhere in time now, and what was cut in it with it.
    static void move(IngestTransaction transaction, RecordingId recording, Instant startedAt) {
        var places =
                transaction
                        .handle()
                        .createQuery(
                                """
                                select id, first_sample from meeting_cut
                                where recording_id = :recording
                                """)
                        .bind("recording", recording.toString())
                        .map((row, context) ->
                                List.of(row.getLong("id"), row.getLong("first_sample")))
                        .list();
        for (var place : places) {
            transaction
                    .handle()
                    .createUpdate("update meeting_cut set cut_at = :at where id = :id")
                    .bind("at", startedAt.plus(Audio.duration(place.getLast())))
                    .bind("id", (long) place.getFirst())
                    .execute();
        }
    }
}
