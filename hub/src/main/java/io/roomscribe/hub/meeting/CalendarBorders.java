package io.roomscribe.hub.meeting;

import io.roomscribe.hub.calendar.Appointment;
import io.roomscribe.hub.calendar.Appointments;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Place;
import io.roomscribe.hub.meeting.SpeechPause.Spoken;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes meetings follow the rooms' calendars: one that ran on from an appointment into the next is
/// cut in two at the pause nearest to the border, and meetings are called what was booked. What
/// people decided stands: their titles, their cuts near a border, and halves they merged again.
///
/// Thread-safe; one supervised task. It looks again and again, so that text which comes late finds
/// its border too.
public final class CalendarBorders implements Task {
    private static final Duration TURN = Duration.ofSeconds(20);

    /// How far back late text and changed calendars are looked after.
    private static final Duration PAST = Duration.ofDays(2);

    /// How far from a border people may still, or already, have spoken.
    private static final Duration REACH = Duration.ofMinutes(3);

    private static final String BY = "calendar";

    private final HubDatabase database;
    private final MeetingCutter cutter;
    private final HubEvents events;
    private final Clock clock;

    public CalendarBorders(
            HubDatabase database, MeetingCutter cutter, HubEvents events, Clock clock) {
        this.database = database;
        this.cutter = cutter;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            followAll();
        } while (!stop.await(TURN));
    }

    void followAll() {
        var rooms =
                database.read(handle ->
                        handle.createQuery("select distinct room_id from appointment")
                                .map((row, context) -> new RoomId(row.getString("room_id")))
                                .list());
        rooms.forEach(this::follow);
    }

    private void follow(RoomId room) {
        var published = new ArrayList<HubEvent>();
        var appointments =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, clock.instant());
                    var _ = MeetingRows.lock(transaction, room);
                    var since = transaction.now().minus(PAST);
                    var booked = Appointments.between(handle, room, since, transaction.now());
                    cutAtBorders(transaction, room, booked);
                    for (var meeting :
                            MeetingRows.between(transaction, room, since, transaction.now())) {
                        name(transaction, meeting, booked);
                    }
                    published.addAll(transaction.events());
                    return booked;
                });
        if (!appointments.isEmpty() && !published.isEmpty()) {
            database.barrier();
            published.forEach(events::publish);
        }
    }

    private void cutAtBorders(
            IngestTransaction transaction, RoomId room, List<Appointment> booked) {
        for (var i = 1; i < booked.size(); i++) {
            var earlier = booked.get(i - 1);
            var border = booked.get(i).startsAt();
            // Only when what was said around it can have come.
            var isOver = !border.plus(REACH).isAfter(transaction.now());
            if (isOver && earlier.startsAt().isBefore(border)) {
                cutAt(transaction, room, earlier, border);
            }
        }
    }

    private void cutAt(
            IngestTransaction transaction, RoomId room, Appointment earlier, Instant border) {
        var from = border.minus(REACH);
        var to = border.plus(REACH);
        if (CutRows.isBorder(transaction, room, border)
                || !CutRows.between(transaction, room, from, to).isEmpty()) {
            return;
        }
        for (var meeting : MeetingRows.between(transaction, room, border, border)) {
            // Whoever came a little early, or stayed a little longer, had one appointment.
            var hadBoth = meeting.startedAt().isBefore(from) && meeting.endedAt().isAfter(to);
            if (hadBoth && meeting.startedAt().isBefore(earlier.endsAt())) {
                SpeechPause.nearest(spoken(transaction, meeting, from, to), border, REACH)
                        .ifPresent(pause -> cut(transaction, meeting, pause, border));
            }
        }
    }

    private void cut(
            IngestTransaction transaction, Meeting meeting, SpeechPause pause, Instant border) {
        var at = pause.next().startedAt();
        CutRows.insertBorder(
                transaction,
                new MeetingCut(
                        meeting.room(),
                        at,
                        Optional.of(pause.next().place()),
                        MeetingCut.Kind.CALENDAR,
                        BY),
                border);
        var _ = cutter.split(transaction, meeting.id(), at);
    }

    /// With the segments on both sides that reach into the stretch.
    private static List<Spoken> spoken(
            IngestTransaction transaction, Meeting meeting, Instant from, Instant to) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select started_at, ended_at, recording_id, first_sample from segment
                        where meeting_id = :meeting and ended_at >= :from and started_at <= :to
                        order by started_at, number
                        """)
                .bind("meeting", meeting.id())
                .bind("from", from.minus(REACH))
                .bind("to", to.plus(REACH))
                .map((row, context) ->
                        new Spoken(
                                HubDatabase.instant(row, "started_at"),
                                HubDatabase.instant(row, "ended_at"),
                                new Place(
                                        RecordingId.parse(row.getString("recording_id")),
                                        row.getLong("first_sample"))))
                .list();
    }

    private static void name(
            IngestTransaction transaction, Meeting meeting, List<Appointment> booked) {
        var appointment =
                booked.stream()
                        .filter(one -> isMostly(one, meeting))
                        .max(
                                Comparator.comparing(one ->
                                        one.overlap(meeting.startedAt(), meeting.endedAt())));
        if (appointment.isEmpty()) {
            return;
        }
        var attendees = Appointments.json(appointment.get().attendees());
        var title = appointment.get().title();
        var titledBy = MeetingTitles.titledBy(transaction, meeting.id());
        var isRenamed =
                !titledBy.equals(MeetingTitles.BY_PERSON)
                        && !title.isEmpty()
                        && !title.equals(meeting.title());
        var isChanged = !attendees.equals(MeetingTitles.attendees(transaction, meeting.id()));
        if (isRenamed) {
            MeetingTitles.title(transaction, meeting.id(), title, MeetingTitles.BY_CALENDAR);
            ChangeLog.meeting(transaction.handle(), meeting.id());
        }
        if (isChanged) {
            MeetingTitles.attendees(transaction, meeting.id(), attendees);
        }
        if (isRenamed || isChanged) {
            transaction.publish(new HubEvent.MeetingChanged(meeting.room(), meeting.id()));
        }
    }

    /// Half of the meeting lies in the appointment, or half of the appointment in the meeting.
    private static boolean isMostly(Appointment appointment, Meeting meeting) {
        var both = appointment.overlap(meeting.startedAt(), meeting.endedAt()).multipliedBy(2);
        var meant = Duration.between(meeting.startedAt(), meeting.endedAt());
        var planned = Duration.between(appointment.startsAt(), appointment.endsAt());
        return both.isPositive() && (both.compareTo(meant) >= 0 || both.compareTo(planned) >= 0);
    }
}
