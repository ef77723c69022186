package io.roomscribe.hub.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerChange.Kind;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Speakers of a meeting on a real database: found, edited, looked at again, forgotten.
final class SpeakersIT {
    private static final String MEETING = "meeting-1";
    private static final int ANNA = 1;
    private static final int BEN = 2;
    private static final int CARLA = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(SampleVoices.START);
    private final HubEvents events = new HubEvents();
    private final Random random = new Random(11);
    private HubDatabase database;
    private SpeakerStore store;
    private VoiceProfiles profiles;
    private MeetingVoices voices;
    private SpeakerEdits edits;
    private double at;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        store = new SpeakerStore(database);
        profiles = new VoiceProfiles(store, SpeakerConfig.defaults(), clock, new Random(1));
        voices = new MeetingVoices(SpeakerConfig.defaults(), store, profiles, clock);
        edits = new SpeakerEdits(store, events, clock);
        sql("insert into room (id, name) values ('boardroom', 'Boardroom')");
        meeting(MEETING);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void labelsWhileTheMeetingRunsAndKeepsThemWhenItHasEnded() {
        talk(MEETING, ANNA, BEN, ANNA, BEN, ANNA);
        var known = unread();
        voices.hear(MEETING, known);
        talk(MEETING, BEN, ANNA, CARLA);

        var told = voices.hear(MEETING, known);

        assertThat(told).hasSize(3);
        assertThat(labels(MEETING))
                .containsExactly(
                        "speaker-1",
                        "speaker-2",
                        "speaker-1",
                        "speaker-2",
                        "speaker-1",
                        "speaker-2",
                        "speaker-1",
                        "speaker-3");
        assertThat(voices.settle(MEETING).changed()).isFalse();
    }

    @Test
    void goesOnWithTheSameLabelsAfterTheHubWasRestarted() {
        talk(MEETING, ANNA, BEN, ANNA);
        voices.hear(MEETING, unread());
        talk(MEETING, BEN, ANNA);

        voices.hear(MEETING, unread());

        assertThat(labels(MEETING))
                .containsExactly("speaker-1", "speaker-2", "speaker-1", "speaker-2", "speaker-1");
    }

    @Test
    void meetingsWithoutSpeakerVectorsStayAsTheyAre() {
        silentVoice(MEETING);

        assertThat(voices.hear(MEETING, unread())).isEmpty();
        voices.settle(MEETING);

        assertThat(labels(MEETING)).containsExactly("");
        assertThat(voices.unfinished()).isEmpty();
    }

    /// Scriberr #328, #343: names that people gave were gone after the next processing.
    @Test
    void aRenamedSpeakerKeepsTheNameThroughEveryReprocessingScriberr328() {
        talk(MEETING, ANNA, BEN, ANNA, BEN);
        voices.hear(MEETING, unread());
        edits.rename(meeting(), "speaker-2", " Ben ");
        talk(MEETING, BEN, ANNA, CARLA, BEN);

        voices.hear(MEETING, unread());
        voices.settle(MEETING);
        talk(MEETING, BEN);
        voices.hear(MEETING, unread());
        voices.settle(MEETING);

        var ben = store.speakers(MEETING).find("speaker-2").orElseThrow();
        assertThat(ben.shownName()).isEqualTo("Ben");
        assertThat(ben.segments()).isEqualTo(5);
        assertThat(store.changes(MEETING))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(Kind.RENAMED);
                    assertThat(change.before()).isEmpty();
                    assertThat(change.after()).isEqualTo("Ben");
                });
    }

    @Test
    void mergedSpeakersStayMergedThroughEveryReprocessingScriberr343() {
        talk(MEETING, ANNA, BEN, ANNA, BEN, CARLA, CARLA);
        voices.hear(MEETING, unread());
        edits.rename(meeting(), "speaker-2", "Ben");
        edits.merge(meeting(), "speaker-2", "speaker-1");
        talk(MEETING, BEN, ANNA);

        voices.hear(MEETING, unread());
        voices.settle(MEETING);

        assertThat(labels(MEETING))
                .containsExactly(
                        "speaker-1",
                        "speaker-1",
                        "speaker-1",
                        "speaker-1",
                        "speaker-3",
                        "speaker-3",
                        "speaker-1",
                        "speaker-1");
        assertThat(store.speakers(MEETING).nameOf("speaker-1")).isEqualTo("Ben");
    }

    @Test
    void aSplitSpeakerStaysSplitAndLateTextGoesToTheNearerOne() {
        talk(MEETING, ANNA, BEN, ANNA, BEN);
        voices.hear(MEETING, unread());
        edits.merge(meeting(), "speaker-2", "speaker-1");
        var numbers = numbers(MEETING);

        edits.split(meeting(), "speaker-1", Set.of(numbers.get(1), numbers.get(3)));
        talk(MEETING, BEN, ANNA);
        voices.hear(MEETING, unread());
        voices.settle(MEETING);

        assertThat(labels(MEETING))
                .containsExactly(
                        "speaker-1",
                        "speaker-3",
                        "speaker-1",
                        "speaker-3",
                        "speaker-3",
                        "speaker-1");
        assertThat(store.changes(MEETING))
                .extracting(SpeakerChange::kind)
                .containsExactly(Kind.MERGED, Kind.SPLIT);
    }

    @Test
    void aSegmentThatWasReassignedStaysWhereItWasPutAndTakesNobodyWithIt() {
        talk(MEETING, ANNA, BEN, ANNA, BEN);
        voices.hear(MEETING, unread());

        edits.reassign(meeting(), numbers(MEETING).getFirst(), "speaker-2");
        edits.reassign(meeting(), numbers(MEETING).get(1), Speakers.UNSURE);
        edits.reassign(meeting(), numbers(MEETING).get(3), SpeakerEdits.NEW);
        voices.settle(MEETING);

        assertThat(labels(MEETING))
                .containsExactly("speaker-2", "unsure", "speaker-1", "speaker-3");
        assertThat(store.changes(MEETING)).hasSize(3);
    }

    @Test
    void refusesEditsOfWhatIsNotThere() {
        talk(MEETING, ANNA, BEN);
        voices.hear(MEETING, unread());

        assertThatThrownBy(() -> edits.rename(meeting(), "speaker-9", "Eve"))
                .hasMessageContaining("no such speaker");
        assertThatThrownBy(() -> edits.split(meeting(), "speaker-1", Set.of(999L)))
                .hasMessageContaining("no such segment");
        assertThatThrownBy(() ->
                        edits.split(meeting(), "speaker-1", Set.of(numbers(MEETING).getFirst())))
                .hasMessageContaining("everything this speaker said");
        assertThatThrownBy(() -> edits.rename(meeting(), "speaker-1", "x".repeat(101)))
                .hasMessageContaining("at most 100");
        assertThat(store.changes(MEETING)).isEmpty();
    }

    @Test
    void vectorsAreErasedOnceTheMeetingIsFinalAndLabelsAndNamesStay() {
        talk(MEETING, ANNA, BEN, ANNA);
        voices.hear(MEETING, unread());
        edits.rename(meeting(), "speaker-1", "Anna");
        end(MEETING);
        assertThat(voices.eraseFinal(clock.instant())).as("not looked at as a whole").isEmpty();
        voices.settle(MEETING);
        assertThat(voices.eraseFinal(clock.instant().minusSeconds(1))).isEmpty();
        assertThat(vectors()).isEqualTo(3);

        assertThat(voices.eraseFinal(clock.instant())).containsExactly(MEETING);

        assertThat(vectors()).isZero();
        assertThat(voices.eraseFinal(clock.instant())).isEmpty();
        edits.rename(meeting(), "speaker-2", "Ben");
        talk(MEETING, CARLA);
        voices.hear(MEETING, unread());
        voices.settle(MEETING);
        assertThat(labels(MEETING))
                .containsExactly("speaker-1", "speaker-2", "speaker-1", "speaker-3");
        assertThat(store.speakers(MEETING).list())
                .extracting(Speaker::shownName)
                .containsExactly("Anna", "Ben", "speaker-3");
        assertThat(voices.eraseFinal(clock.instant())).as("late voices too").hasSize(1);
        assertThat(vectors()).isZero();
    }

    @Test
    void namesCrossMeetingsByAProfileThatItsOwnerAskedForAndByNothingElse() {
        talk(MEETING, ANNA, BEN, ANNA, BEN, ANNA);
        voices.hear(MEETING, unread());
        edits.rename(meeting(), "speaker-1", "Anna");
        edits.rename(meeting(), "speaker-2", "Ben");
        var profile = profiles.create(MEETING, "speaker-1");
        meeting("meeting-2");
        talk("meeting-2", BEN, ANNA, BEN, ANNA);
        voices.hear("meeting-2", unread());

        voices.settle("meeting-2");

        assertThat(store.speakers("meeting-2").list())
                .extracting(Speaker::shownName)
                .containsExactly("speaker-1", "Anna");
        profiles.delete(profile.id());
        meeting("meeting-3");
        talk("meeting-3", ANNA, BEN);
        voices.hear("meeting-3", unread());
        voices.settle("meeting-3");
        assertThat(store.speakers("meeting-3").nameOf("speaker-1")).isEqualTo("speaker-1");
        assertThat(profiles.events())
                .extracting(event -> event.kind().word())
                .containsExactly("created", "recognised", "deleted");
        assertThat(profiles.profiles()).isEmpty();
    }

    @Test
    void aProfileNeedsANameAndEnoughSpeech() {
        talk(MEETING, ANNA, BEN);
        voices.hear(MEETING, unread());

        assertThatThrownBy(() -> profiles.create(MEETING, "speaker-1"))
                .hasMessageContaining("no name");
        edits.rename(meeting(), "speaker-1", "Anna");
        assertThatThrownBy(() -> profiles.create(MEETING, "speaker-1"))
                .hasMessageContaining("too little speech");
    }

    @Test
    void theRunningDiarizerLabelsSettlesAndTellsOfIt() throws Exception {
        var stop = new StopSignal();
        talk(MEETING, ANNA);
        var diarizer =
                new Diarizer(
                        SpeakerConfig.defaults(),
                        store,
                        profiles,
                        new MeetingStore(database),
                        events,
                        clock,
                        System::nanoTime);
        try (var news = events.subscribe()) {
            var thread = Thread.ofVirtual().start(() -> run(diarizer, stop));
            Await.until(
                    "what came before the start is labelled",
                    PATIENCE,
                    () -> labels(MEETING).equals(List.of("speaker-1")));
            talk(MEETING, BEN);
            events.publish(
                    new HubEvent.SegmentAdded(
                            new RoomId("boardroom"), MEETING, numbers(MEETING).getLast()));
            Await.until(
                    "the new segment is labelled",
                    PATIENCE,
                    () -> labels(MEETING).equals(List.of("speaker-1", "speaker-2")));
            end(MEETING);
            events.publish(new HubEvent.MeetingChanged(new RoomId("boardroom"), MEETING));
            Await.until("the meeting is settled", PATIENCE, () -> voices.unfinished().isEmpty());
            stop.stop();
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
            var heard = 0;
            for (var next = news.poll(Duration.ZERO);
                    next.isPresent();
                    next = news.poll(Duration.ZERO)) {
                heard += next.get() instanceof HubEvent.SpeakerHeard ? 1 : 0;
            }
            assertThat(heard).isEqualTo(2);
        }
    }

    private static void run(Diarizer diarizer, StopSignal stop) {
        try {
            diarizer.run(stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void meeting(String id) {
        sql(
                """
                insert into meeting (id, room_id, title, state, started_at, ended_at, touched_at)
                values (?, 'boardroom', 'Talk', 'running', ?, ?, ?)
                """,
                id,
                clock.instant(),
                clock.instant(),
                clock.instant());
    }

    private void end(String meeting) {
        sql("update meeting set state = 'ended' where id = ?", meeting);
    }

    private Meeting meeting() {
        return new MeetingStore(database).meeting(MEETING).orElseThrow();
    }

    /// What the diarizer knows of a meeting that it begins with.
    private static LiveMeeting unread() {
        return new LiveMeeting(SpeakerConfig.defaults());
    }

    /// Each person says something for four seconds.
    private void talk(String meeting, int... people) {
        for (var person : people) {
            segment(meeting, SampleVoices.vector(person, 4, random).toString());
        }
    }

    private void silentVoice(String meeting) {
        segment(meeting, "[]");
    }

    private void segment(String meeting, String vector) {
        var from = SampleVoices.START.plusMillis((long) (at * 1000));
        sql(
                """
                insert into segment (meeting_id, recording_id, first_sample, samples, started_at,
                    ended_at, captured_at, speaker, language, model, text, words, vector)
                values (?, '00000000000000a1', ?, 64000, ?, ?, ?, '', 'en', 'tiny', 'words',
                    '[{"text":"words","startMillis":0,"endMillis":3500,"confidence":1.0}]', ?)
                """,
                meeting,
                (long) (at * 16_000),
                from,
                from.plusSeconds(4),
                from.plusSeconds(4),
                vector);
        at += 5;
    }

    private List<String> labels(String meeting) {
        return new TranscriptStore(database)
                .segments(meeting).stream().map(Segment::speaker).collect(Collectors.toList());
    }

    private List<Long> numbers(String meeting) {
        return new TranscriptStore(database)
                .segments(meeting).stream().map(Segment::number).toList();
    }

    private long vectors() {
        return database.read(handle ->
                handle.createQuery("select count(*) from segment where vector <> '[]'")
                        .mapTo(Long.class)
                        .one());
    }

    private void sql(String statement, Object... values) {
        database.inTransaction(handle -> handle.execute(statement, values));
    }
}
