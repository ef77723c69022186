package io.roomscribe.hub.meeting;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Place;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/// What people decide about where meetings begin and end, and what they are called. Each cut is
/// kept as a row of its own, so that text that comes later, and recordings that are re-timed, find
/// it; the room is locked meanwhile, so that ingest sees either all of it or nothing.
///
/// Thread-safe.
public final class MeetingEdits {
    private static final int TITLE_MAX = 200;
    private static final int LABEL_MAX = 200;

    /// A database that chose this transaction to break a deadlock takes it the next time.
    private static final int TRIES = 3;

    private final HubDatabase database;
    private final MeetingCutter cutter;
    private final HubEvents events;
    private final Clock clock;

    public MeetingEdits(HubDatabase database, MeetingCutter cutter, HubEvents events, Clock clock) {
        this.database = database;
        this.cutter = cutter;
        this.events = events;
        this.clock = clock;
    }

    /// Begins a meeting now; one that runs in the room ends.
    ///
    /// @param title empty: named after room and time
    /// @param by who does it, for people
    public Meeting start(RoomId room, String title, String by) {
        var wanted = checked(title, TITLE_MAX);
        return in(room, transaction -> cutter.start(transaction, room, wanted, by));
    }

    /// Ends a running meeting now. What is said from now on is another one.
    public Meeting stop(Meeting meeting, String by) {
        return in(
                meeting.room(),
                transaction -> {
                    if (find(transaction, meeting.id()).state() != MeetingState.RUNNING) {
                        throw MeetingException.refused(
                                "this meeting has ended already",
                                "a meeting that has ended can be split or merged");
                    }
                    cutter.stop(transaction, meeting.room(), by);
                    return MeetingRows.found(transaction, meeting.id()).orElse(meeting);
                });
    }

    /// Marks this moment.
    ///
    /// @return when that was
    public Instant mark(RoomId room, String label) {
        var wanted = checked(label, LABEL_MAX);
        return in(
                room,
                transaction -> {
                    var at = transaction.now();
                    transaction
                            .handle()
                            .createUpdate(
                                    """
                                    insert into mark (room_id, device_id, marked_at, label)
                                    values (:room, '', :at, :label)
                                    """)
                            .bind("room", room.value())
                            .bind("at", at)
                            .bind("label", wanted)
                            .execute();
                    transaction.publish(new HubEvent.GapAdded(room));
                    return at;
                });
    }

    /// Gives a meeting a title that stays.
    public Meeting rename(Meeting meeting, String title) {
        var wanted = checked(title, TITLE_MAX);
        if (wanted.isEmpty()) {
            throw MeetingException.notValid("a title cannot be empty", "give a title");
        }
        return in(
                meeting.room(),
                transaction -> {
                    var _ = find(transaction, meeting.id());
                    MeetingTitles.title(transaction, meeting.id(), wanted, MeetingTitles.BY_PERSON);
                    ChangeLog.meeting(transaction.handle(), meeting.id());
                    transaction.publish(new HubEvent.MeetingChanged(meeting.room(), meeting.id()));
                    return find(transaction, meeting.id());
                });
    }

    /// Makes two meetings of one.
    ///
    /// @param segment number of the first that belongs to the later one
    /// @return the later one
    public Meeting split(Meeting meeting, long segment, String by) {
        return in(
                meeting.room(),
                transaction -> {
                    var place = place(transaction, meeting.id(), segment);
                    CutRows.insert(
                            transaction,
                            new MeetingCut(
                                    meeting.room(),
                                    place.at(),
                                    Optional.of(place.anchor()),
                                    MeetingCut.Kind.SPLIT,
                                    by));
                    return cutter.split(transaction, meeting.id(), place.at())
                            .orElseThrow(() ->
                                    MeetingException.refused(
                                            "nothing was said in this meeting before that segment",
                                            "split at a later segment"));
                });
    }

    /// Makes one meeting of two that follow one another in a room, in either order.
    ///
    /// @return what they are now
    public Meeting merge(Meeting one, String other) {
        return in(
                one.room(),
                transaction -> {
                    var first = find(transaction, one.id());
                    var second = find(transaction, other);
                    var isOrdered = first.startedAt().isBefore(second.startedAt());
                    var earlier = isOrdered ? first : second;
                    var later = isOrdered ? second : first;
                    var isNext =
                            MeetingRows.neighbour(transaction, earlier, true)
                                    .filter(next -> next.id().equals(later.id()))
                                    .isPresent();
                    if (!isNext) {
                        throw MeetingException.refused(
                                "these two meetings do not follow one another in one room",
                                "merge neighbours, one after the other");
                    }
                    return cutter.merge(transaction, earlier, later);
                });
    }

    /// The meetings before and after one in its room, those there are.
    public Neighbours neighbours(Meeting meeting) {
        return database.read(handle -> {
            var transaction = new IngestTransaction(handle, clock.instant());
            return new Neighbours(
                    MeetingRows.neighbour(transaction, meeting, false),
                    MeetingRows.neighbour(transaction, meeting, true));
        });
    }

    /// What stands before and after a meeting.
    public record Neighbours(Optional<Meeting> before, Optional<Meeting> after) {}

    private record Cut(Instant at, Place anchor) {}

    private static Cut place(IngestTransaction transaction, String meeting, long segment) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select started_at, recording_id, first_sample from segment
                        where meeting_id = :meeting and number = :number
                        """)
                .bind("meeting", meeting)
                .bind("number", segment)
                .map((row, context) ->
                        new Cut(
                                HubDatabase.instant(row, "started_at"),
                                new Place(
                                        RecordingId.parse(row.getString("recording_id")),
                                        row.getLong("first_sample"))))
                .findOne()
                .orElseThrow(MeetingException::noSegment);
    }

    private static Meeting find(IngestTransaction transaction, String meeting) {
        return MeetingRows.found(transaction, meeting).orElseThrow(MeetingException::noMeeting);
    }

    private <T> T in(RoomId room, Function<IngestTransaction, T> work) {
        for (var tried = 1; ; tried++) {
            try {
                return once(room, work);
            } catch (StoreException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    /// What a person did must survive a power cut.
    private <T> T once(RoomId room, Function<IngestTransaction, T> work) {
        var published = new ArrayList<HubEvent>();
        var done =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, clock.instant());
                    if (!MeetingRows.lock(transaction, room)) {
                        throw MeetingException.noRoom();
                    }
                    var result = work.apply(transaction);
                    published.addAll(transaction.events());
                    return result;
                });
        database.barrier();
        published.forEach(events::publish);
        return done;
    }

    private static String checked(String text, int max) {
        var plain = text.strip();
        if (plain.length() > max || plain.chars().anyMatch(Character::isISOControl)) {
            throw MeetingException.notValid(
                    "a title or label has at most %d characters on one line".formatted(max),
                    "give a shorter one");
        }
        return plain;
    }
}
