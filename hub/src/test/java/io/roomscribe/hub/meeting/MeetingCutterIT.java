package io.roomscribe.hub.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stories of one room, told to the cutter on a real database.
class MeetingCutterIT {
    private static final Instant START = Instant.parse("2026-11-22T10:15:00Z");
    private static final RoomId ROOM = new RoomId("boardroom");
    private static final DeviceId BOX = new DeviceId("box-1");

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(START);
    private final List<HubEvent> events = new ArrayList<>();
    private HubDatabase database;
    private MeetingCutter cutter;
    private TranscriptEntries transcript;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, new Random(1));
        transcript = new TranscriptEntries(cutter);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void namesAMeetingAfterItsRoomAndBeginning() {
        starts(1, 0);
        says(1, 0, 30, "hello");

        assertThat(meetings())
                .singleElement()
                .satisfies(meeting -> {
                    assertThat(meeting.title()).isEqualTo("Boardroom, 22 Nov 2026 10:15");
                    assertThat(meeting.state()).isEqualTo(MeetingState.RUNNING);
                    assertThat(meeting.startedAt()).isEqualTo(START.plusSeconds(30));
                    assertThat(meeting.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4.*");
                });
    }

    @Test
    void aPauseInAudioTimeEndsAMeetingAndSpeechAfterItBeginsAnother() {
        starts(1, 0);
        says(1, 0, 0, "first");
        seals(1, 0, 11);
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.ENDED);

        says(1, 0, 360, "second");

        assertThat(texts()).containsExactly(List.of("second"), List.of("first"));
        assertThat(meetings())
                .extracting(Meeting::state)
                .containsExactly(MeetingState.RUNNING, MeetingState.ENDED);
    }

    @Test
    void aRestartOfTheBoxWithinThePauseContinuesTheMeeting() {
        starts(1, 0);
        says(1, 0, 10, "before");
        ends(1, 20, EndReason.RESTART);
        starts(2, 60);
        says(2, 60, 5, "after");

        assertThat(texts()).containsExactly(List.of("before", "after"));
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.RUNNING);
    }

    @Test
    void anExplicitStopEndsAMeetingAndTheNextOneBeginsBackToBack() {
        starts(1, 0);
        says(1, 0, 10, "first");
        ends(1, 20, EndReason.STOPPED);
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.ENDED);
        starts(2, 20);
        says(2, 20, 1, "second");

        assertThat(texts()).containsExactly(List.of("second"), List.of("first"));
    }

    @Test
    void aFilePlayedFasterThanRealTimeDoesNotSwallowTheNextRecording() {
        starts(1, 0);
        says(1, 0, 10, "first");
        says(1, 0, 290, "still first");
        ends(1, 300, EndReason.SOURCE_ENDED);
        starts(2, 80);
        says(2, 80, 1, "second");

        assertThat(texts()).containsExactly(List.of("second"), List.of("first", "still first"));
    }

    @Test
    void theClockEndsAMeetingForWhichNothingComesAndLateTextReopensIt() {
        starts(1, 0);
        says(1, 0, 10, "before the network broke");
        clock.advance(Duration.ofMinutes(6));
        elapse();
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.ENDED);
        events.clear();

        says(1, 0, 20, "sent late");

        assertThat(texts()).containsExactly(List.of("before the network broke", "sent late"));
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.RUNNING);
        assertThat(events).contains(new HubEvent.MeetingChanged(ROOM, meetings().getFirst().id()));

        clock.advance(Duration.ofMinutes(6));
        elapse();
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.ENDED);
    }

    @Test
    void silenceThatKeepsComingDoesNotLetTheClockEndAMeetingEarly() {
        starts(1, 0);
        says(1, 0, 10, "hello");
        clock.advance(Duration.ofMinutes(4));
        seals(1, 0, 1);
        clock.advance(Duration.ofMinutes(4));
        elapse();

        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.RUNNING);
    }

    @Test
    void aMeetingThatRanWhenTheHubStoppedRunsOn() {
        starts(1, 0);
        says(1, 0, 10, "hello");
        clock.advance(Duration.ofHours(1));

        cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, new Random(2));
        transcript = new TranscriptEntries(cutter);
        elapse();
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.RUNNING);
        says(1, 0, 20, "again");

        assertThat(texts()).containsExactly(List.of("hello", "again"));
    }

    @Test
    void textOfARecordingWhoseBeginningNeverCameIsKept() {
        apply(new EntryBody.Gap(ROOM, START, START, GapReason.RESTART));
        database.inTransaction(handle ->
                handle.execute(
                        "insert into device values ('box-1', 'boardroom', true, '', 'recording',"
                                + " '', 'ntp', '', 0, current_timestamp)"));

        says(9, 0, 10, "where from?");

        assertThat(texts()).containsExactly(List.of("where from?"));
    }

    @Test
    @Tag("T1")
    void aRetimedRecordingTakesItsMeetingAlongAndSpeechGoesOnInIt() {
        var wrong = Duration.between(START, Instant.EPOCH).toSeconds();
        starts(1, wrong);
        says(1, wrong, 10, "in the seventies");
        seals(1, wrong, 0);
        assertThat(meetings().getFirst().title()).contains("1970");

        apply(
                new EntryBody.RecordingRetimed(
                        new RecordingId(1), START.plusSeconds(100), ClockQuality.NTP));
        // Written before the box knew, read after: told with the old time, and meant where it was.
        says(1, wrong, 20, "just before");
        says(1, 100, 30, "just after");

        assertThat(texts())
                .containsExactly(List.of("in the seventies", "just before", "just after"));
        var meeting = meetings().getFirst();
        assertThat(meeting.startedAt()).isEqualTo(START.plusSeconds(110));
        assertThat(meeting.state()).isEqualTo(MeetingState.RUNNING);
        assertThat(meeting.title()).contains("2026");
    }

    @Test
    void anErasureEndsItsMeetingWithTheLastWordThatIsLeft() {
        starts(1, 0);
        says(1, 0, 10, "kept");
        says(1, 0, 20, "secret");

        erases(ROOM, 1, 20, 5);

        assertThat(texts()).containsExactly(List.of("kept"));
        assertThat(meetings().getFirst().endedAt()).isEqualTo(START.plusSeconds(11));
    }

    /// The receipt names the room in which the box stands when it erases.
    @Test
    void anErasureTakesAnEmptyMeetingAwayThoughItsBoxHasMovedToAnotherRoom() {
        starts(1, 0);
        says(1, 0, 10, "secret");
        var meeting = meetings().getFirst().id();
        events.clear();

        erases(new RoomId("kitchen"), 1, 0, 60);

        assertThat(meetings()).isEmpty();
        assertThat(events)
                .containsExactlyInAnyOrder(
                        new HubEvent.GapAdded(ROOM), new HubEvent.MeetingChanged(ROOM, meeting));
    }

    @Test
    void anErasureThatIsToldAgainLeavesOneGap() {
        starts(1, 0);
        says(1, 0, 10, "secret");
        erases(ROOM, 1, 5, 10);

        erases(ROOM, 1, 5, 10);
        erases(ROOM, 1, 0, 20);

        assertThat(new TranscriptStore(database).gaps(ROOM, START, START.plusSeconds(60)))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.startedAt()).isEqualTo(START);
                    assertThat(gap.endedAt()).isEqualTo(START.plusSeconds(20));
                });
    }

    @Test
    void whatIsSaidAfterAPersonStoppedAMeetingIsAnotherOneAndLateTextStaysBefore() {
        starts(1, 0);
        says(1, 0, 10, "first");
        clock.advance(Duration.ofSeconds(20));
        edits().stop(meetings().getFirst(), "Anna");
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.ENDED);

        says(1, 0, 21, "second");
        says(1, 0, 15, "still first, sent late");

        assertThat(texts())
                .containsExactly(List.of("second"), List.of("first", "still first, sent late"));
        assertThat(meetings())
                .extracting(Meeting::state)
                .containsExactly(MeetingState.RUNNING, MeetingState.ENDED);
    }

    @Test
    void aMeetingThatAPersonBeganHasItsTitleAtOnceAndTakesWhatIsSaidThen() {
        starts(1, 0);
        says(1, 0, 10, "first");
        clock.advance(Duration.ofSeconds(20));
        edits().start(ROOM, "Board", "Anna");

        assertThat(meetings())
                .extracting(Meeting::title, Meeting::state)
                .containsExactly(
                        tuple("Board", MeetingState.RUNNING),
                        tuple("Boardroom, 22 Nov 2026 10:15", MeetingState.ENDED));
        says(1, 0, 25, "second");
        says(1, 0, 19, "late");
        assertThat(texts()).containsExactly(List.of("second"), List.of("first", "late"));
    }

    @Test
    void aMeetingInWhichNobodySpokeLeavesNothing() {
        starts(1, 0);
        edits().start(ROOM, "Nobody came", "Anna");
        clock.advance(Duration.ofMinutes(6));
        elapse();

        assertThat(meetings()).isEmpty();
    }

    @Test
    void stoppingCutsARecordingWithAWrongClockWhereItIs() {
        var wrong = Duration.between(START, Instant.EPOCH).toSeconds();
        startsUnsynced(1, wrong);
        says(1, wrong, 10, "first");
        edits().stop(meetings().getFirst(), "Anna");
        says(1, wrong, 12, "second");

        apply(
                new EntryBody.RecordingRetimed(
                        new RecordingId(1), START.plusSeconds(100), ClockQuality.NTP));
        says(1, 100, 14, "still second");
        says(1, 100, 5, "late first");

        assertThat(texts())
                .containsExactly(List.of("second", "still second"), List.of("late first", "first"));
    }

    @Test
    void aMeetingCutAtATimeOfDayIsCutThereOnceItsRecordingIsTimedRight() {
        starts(1, 0);
        says(1, 0, 1, "first");
        clock.advance(Duration.ofMinutes(2));
        edits().start(ROOM, "", "Anna");

        says(1, 0, 30, "goes to the afternoon");
        apply(
                new EntryBody.RecordingRetimed(
                        new RecordingId(1), START.plusSeconds(100), ClockQuality.NTP));

        assertThat(texts()).containsExactly(List.of("goes to the afternoon"), List.of("first"));
    }

    @Test
    void aSplitHoldsForLateTextAndARetimedRecording() {
        starts(1, 0);
        says(1, 0, 10, "one");
        says(1, 0, 20, "two");
        says(1, 0, 30, "three");
        edits().split(meetings().getFirst(), numberOf("two"), "Anna");
        assertThat(texts()).containsExactly(List.of("two", "three"), List.of("one"));

        says(1, 0, 15, "one and a half");
        says(1, 0, 25, "two and a half");
        apply(
                new EntryBody.RecordingRetimed(
                        new RecordingId(1), START.plusSeconds(500), ClockQuality.NTP));
        says(1, 500, 17, "nearly two");
        says(1, 500, 40, "four");

        assertThat(texts())
                .containsExactly(
                        List.of("two", "two and a half", "three", "four"),
                        List.of("one", "one and a half", "nearly two"));
        assertThat(meetings())
                .extracting(Meeting::state)
                .containsExactly(MeetingState.RUNNING, MeetingState.ENDED);
    }

    @Test
    void mergedMeetingsTakeLateTextOfBothAndOfThePauseBetweenThem() {
        starts(1, 0);
        says(1, 0, 10, "morning");
        ends(1, 20, EndReason.STOPPED);
        starts(2, 1200);
        says(2, 1200, 1, "afternoon");
        ends(2, 1210, EndReason.STOPPED);
        edits().merge(meetings().getFirst(), meetings().getLast().id());

        says(1, 0, 15, "late in the morning");
        says(2, 1200, 5, "late in the afternoon");

        assertThat(texts())
                .containsExactly(
                        List.of(
                                "morning",
                                "late in the morning",
                                "afternoon",
                                "late in the afternoon"));
    }

    @Test
    void aSplitThatIsMergedAgainIsOneMeetingForLateTextToo() {
        starts(1, 0);
        says(1, 0, 10, "one");
        says(1, 0, 20, "two");
        var whole = meetings().getFirst();
        var later = edits().split(whole, numberOf("two"), "Anna");
        edits().merge(later, whole.id());

        says(1, 0, 25, "three");

        assertThat(texts()).containsExactly(List.of("one", "two", "three"));
        assertThat(meetings().getFirst().state()).isEqualTo(MeetingState.RUNNING);
    }

    @Test
    void onlyNeighboursAreMergedAndOnlyAfterSomethingIsSplit() {
        for (var i = 1; i <= 3; i++) {
            starts(i, 100L * i);
            says(i, 100L * i, 10, "meeting " + i);
            ends(i, 20, EndReason.STOPPED);
        }
        var all = meetings();

        assertThatThrownBy(() -> edits().merge(all.getFirst(), all.getLast().id()))
                .isInstanceOf(MeetingException.class);
        assertThatThrownBy(() -> edits().split(all.getFirst(), numberOf("meeting 3"), "Anna"))
                .isInstanceOf(MeetingException.class);
        assertThat(meetings()).hasSize(3);
        says(3, 300, 12, "the refused split left no cut");
        assertThat(texts().getFirst()).hasSize(2);
    }

    @Test
    void whatIsSaidIsWrittenAsTheRoomWritesItAndSentAgainItStaysAsPeopleLeftIt() {
        starts(1, 0);
        new RoomWords(database, clock).put(ROOM, "ben", "Benn", "Anna");

        says(1, 0, 10, "ben said so");
        var segment = new TranscriptStore(database).segments(meetings().getFirst().id()).getFirst();
        var texts = new TranscriptEdits(database, new HubEvents(), clock);
        assertThat(segment.text()).isEqualTo("Benn said so");
        assertThat(texts.history(segment.meeting()).getFirst().before()).isEqualTo("ben said so");
        texts.edit(ROOM, segment.meeting(), segment.number(), "Benn said no", "Anna");
        says(1, 0, 10, "ben said so");

        assertThat(texts()).containsExactly(List.of("Benn said no"));
    }

    private MeetingEdits edits() {
        return new MeetingEdits(database, cutter, new HubEvents(), clock);
    }

    private long numberOf(String text) {
        return database.read(handle ->
                handle.createQuery("select number from segment where text = :text")
                        .bind("text", text)
                        .mapTo(Long.class)
                        .one());
    }

    private void startsUnsynced(long recording, long atSecond) {
        apply(
                new EntryBody.RecordingStarted(
                        new RecordingId(recording),
                        ROOM,
                        "Boardroom",
                        "boot",
                        START.plusSeconds(atSecond),
                        ClockQuality.UNSYNCED,
                        "line: Test"));
    }

    private void erases(RoomId now, long recording, long second, long seconds) {
        apply(
                new EntryBody.Erased(
                        new ErasureReceipt(
                                new UUID(1, 1), now, START, START.plusSeconds(60), START, 1, 1, 1),
                        List.of(
                                new Stretch(
                                        new RecordingId(recording),
                                        second * Audio.SAMPLE_RATE,
                                        seconds * Audio.SAMPLE_RATE))));
    }

    private void starts(long recording, long atSecond) {
        apply(
                new EntryBody.RecordingStarted(
                        new RecordingId(recording),
                        ROOM,
                        "Boardroom",
                        "boot",
                        START.plusSeconds(atSecond),
                        ClockQuality.NTP,
                        "line: Test"));
    }

    /// @param recordingAt second at which the recording started
    /// @param second within the recording
    private void says(long recording, long recordingAt, long second, String text) {
        var at = START.plusSeconds(recordingAt + second);
        apply(
                new EntryBody.Utterance(
                        new RecordingId(recording),
                        second * Audio.SAMPLE_RATE,
                        Audio.SAMPLE_RATE,
                        at,
                        at.plusSeconds(1),
                        text,
                        List.of(),
                        List.of(),
                        "en",
                        "test"));
    }

    private void seals(long recording, long recordingAt, int chunk) {
        apply(
                new EntryBody.Chunk(
                        new ChunkId(new RecordingId(recording), chunk),
                        30L * chunk * Audio.SAMPLE_RATE,
                        30L * Audio.SAMPLE_RATE,
                        START.plusSeconds(recordingAt + 30L * chunk),
                        "0".repeat(64),
                        -3,
                        -30));
    }

    private void ends(long recording, long second, EndReason reason) {
        apply(
                new EntryBody.RecordingEnded(
                        new RecordingId(recording), second * Audio.SAMPLE_RATE, reason));
    }

    private void apply(EntryBody body) {
        database.inTransaction(handle -> {
            var transaction = new IngestTransaction(handle, clock.instant());
            new FleetEntries().apply(transaction, BOX, body);
            transcript.apply(transaction, BOX, body);
            events.addAll(transaction.events());
            return true;
        });
    }

    private void elapse() {
        database.inTransaction(handle -> {
            cutter.elapsed(new IngestTransaction(handle, clock.instant()));
            return true;
        });
    }

    private List<Meeting> meetings() {
        return new MeetingStore(database).meetings(Optional.of(ROOM), 10);
    }

    /// The newest meeting first.
    private List<List<String>> texts() {
        var store = new TranscriptStore(database);
        return meetings().stream()
                .map(meeting -> store.segments(meeting.id()).stream().map(Segment::text).toList())
                .toList();
    }
}
