package io.roomscribe.hub.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.calendar.Appointment;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.calendar.WebCalendarSource;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two appointments back to back in one room, 10:00 to 10:30 and 10:30 to 11:00, in a calendar that
/// a web server has.
final class CalendarBordersIT {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final RoomId ROOM = new RoomId("boardroom");
    private static final RecordingId RECORDING = new RecordingId(1);
    private static final long BORDER = 30 * 60;
    private static final String BOOKED =
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//test//EN
            BEGIN:VEVENT
            UID:a
            DTSTAMP:20261101T000000Z
            DTSTART:20261123T100000Z
            DTEND:20261123T103000Z
            SUMMARY:Budget
            ATTENDEE;CN=Mia Adler:mailto:mia@example.org
            END:VEVENT
            BEGIN:VEVENT
            UID:b
            DTSTAMP:20261101T000000Z
            DTSTART:20261123T103000Z
            DTEND:20261123T110000Z
            SUMMARY:Hiring
            END:VEVENT
            END:VCALENDAR
            """;

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(START);
    private HubDatabase database;
    private MeetingCutter cutter;
    private CalendarBorders borders;
    private CalendarDesk desk;
    private ScriptedCalendarServer server;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, new Random(1));
        borders = new CalendarBorders(database, cutter, new HubEvents(), clock);
        server = new ScriptedCalendarServer();
        server.serves(BOOKED);
        desk = new CalendarDesk(database, new WebCalendarSource(Duration.ofSeconds(1)), clock);
        apply(
                new EntryBody.RecordingStarted(
                        RECORDING,
                        ROOM,
                        "Boardroom",
                        "boot",
                        START,
                        ClockQuality.NTP,
                        "line: Test"));
        var _ = desk.setAddress(ROOM, server.url(), Duration.ofMinutes(5), "test");
    }

    @AfterEach
    void close() {
        server.close();
        database.close();
    }

    @Test
    void cutsBackToBackMeetingsAtThePauseNearestToTheBorder() {
        talk(0, BORDER - 60);
        says(BORDER - 30, 20, "we close the budget");
        // The pause: 10:29:50 to 10:30:40. Both sides would be one meeting without the calendar.
        says(BORDER + 40, 20, "welcome to hiring");
        talk(BORDER + 60, 2 * BORDER - 10);
        clock.advance(Duration.ofHours(1));
        assertThat(meetings()).hasSize(1);

        borders.followAll();

        assertThat(meetings()).extracting(Meeting::title).containsExactly("Hiring", "Budget");
        assertThat(texts(0).getFirst()).isEqualTo("welcome to hiring");
        assertThat(texts(1).getLast()).isEqualTo("we close the budget");
        assertThat(attendees(1)).containsExactly("Mia Adler");
        assertThat(attendees(0)).isEmpty();
    }

    @Test
    void putsLateTextOnItsSideOfTheBorder() {
        talk(0, 2 * BORDER);
        clock.advance(Duration.ofHours(1));
        borders.followAll();

        // Between two sentences: what begins where another does is the same, sent again.
        says(BORDER - 104, 3, "late for the budget");
        says(BORDER + 116, 3, "late for hiring");
        borders.followAll();

        assertThat(meetings()).hasSize(2);
        assertThat(texts(0)).contains("late for hiring").doesNotContain("late for the budget");
        assertThat(texts(1)).contains("late for the budget").doesNotContain("late for hiring");
    }

    @Test
    void doesNotCutAgainWhatPeopleHaveMerged() {
        talk(0, 2 * BORDER);
        clock.advance(Duration.ofHours(1));
        borders.followAll();
        var edits = new MeetingEdits(database, cutter, new HubEvents(), clock);

        var merged = edits.merge(meetings().get(1), meetings().get(0).id());
        borders.followAll();

        assertThat(meetings()).extracting(Meeting::id).containsExactly(merged.id());
    }

    @Test
    void leavesATitleThatAPersonGave() {
        talk(0, BORDER - 10);
        clock.advance(Duration.ofHours(1));
        var edits = new MeetingEdits(database, cutter, new HubEvents(), clock);
        var _ = edits.rename(meetings().getFirst(), "Ours");

        borders.followAll();

        assertThat(meetings()).extracting(Meeting::title).containsExactly("Ours");
        assertThat(attendees(0)).containsExactly("Mia Adler");
    }

    @Test
    void doesNotCutOffThoseWhoCameALittleEarly() {
        talk(BORDER - 120, 2 * BORDER);
        clock.advance(Duration.ofHours(1));

        borders.followAll();

        assertThat(meetings()).extracting(Meeting::title).containsExactly("Hiring");
    }

    @Test
    void aCalendarThatCannotBeHadLeavesTheOneBeforeAndSaysWhy() {
        server.answers(404, "no such calendar");
        assertThat(problem()).contains("status 404", "open the address in a browser");
        server.serves("<html>Please sign in</html>");
        assertThat(problem()).contains("not a calendar", "ICS file");
        server.neverEnds();
        assertThat(problem()).contains("more than 10 MiB");
        server.stallsAfter("BEGIN:VCALENDAR\r\n");
        assertThat(problem()).contains("not there in 1 s");
        server.close();
        assertThat(problem()).contains("no connection");
    }

    /// Of another reading, after which everything that was booked stands as it was.
    private String problem() {
        clock.advance(Duration.ofMinutes(6));

        var after = desk.readNow(ROOM);

        assertThat(after.readAt()).contains(START);
        assertThat(desk.appointments(ROOM, START, START.plusSeconds(3600))).hasSize(2);
        return after.problem();
    }

    @Test
    void aCalendarThatIsThereAgainIsTakenWithoutAWordOfItsTrouble() {
        server.answers(503, "");
        assertThat(problem()).contains("status 503");
        server.serves(BOOKED.replace("SUMMARY:Hiring", "SUMMARY:Hiring again"));

        var after = desk.readNow(ROOM);

        assertThat(after.problem()).isEmpty();
        assertThat(after.readAt()).contains(clock.instant());
        assertThat(desk.appointments(ROOM, START, START.plusSeconds(3600)))
                .extracting(Appointment::title)
                .containsExactly("Budget", "Hiring again");
    }

    private void talk(long from, long to) {
        for (var at = from; at < to; at += 20) {
            says(at, 15, "talk");
        }
    }

    private void says(long second, long seconds, String text) {
        var at = START.plusSeconds(second);
        apply(
                new EntryBody.Utterance(
                        RECORDING,
                        second * Audio.SAMPLE_RATE,
                        seconds * Audio.SAMPLE_RATE,
                        at,
                        at.plusSeconds(seconds),
                        text,
                        List.of(),
                        List.of(),
                        "en",
                        "test"));
    }

    private void apply(EntryBody body) {
        var done =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, clock.instant());
                    var box = new DeviceId("box-1");
                    new FleetEntries().apply(transaction, box, body);
                    new TranscriptEntries(cutter).apply(transaction, box, body);
                    return true;
                });
        assertThat(done).isTrue();
    }

    private List<Meeting> meetings() {
        return new MeetingStore(database).meetings(Optional.of(ROOM), 10);
    }

    private List<String> texts(int meeting) {
        return new TranscriptStore(database)
                .segments(meetings().get(meeting).id()).stream().map(Segment::text).toList();
    }

    private List<String> attendees(int meeting) {
        return new MeetingStore(database).attendees(meetings().get(meeting).id());
    }
}
