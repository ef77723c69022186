package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.Prompt;
import io.roomscribe.hub.language.ScriptedLanguageModel;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.Review.State;
import io.roomscribe.hub.summary.SummaryRevision.Kind;
import io.roomscribe.hub.template.MinutesChoice;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.template.TemplateShelf;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The two loops on a real database, with models that answer as scripted.
final class RollingSummarizerIT {
    private static final RoomId ROOM = new RoomId("room-7");
    private static final String MEETING = "meeting-1";
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROSE =
            "{\"summary\": \"The team discussed the firmware release on Friday.\", \"topics\": []}";

    @TempDir private Path folder;
    private HubDatabase database;
    private SummaryStore store;
    private ReviewStore reviews;
    private SettingsDesk settings;
    private RollingSummarizer summarizer;
    private HealthBoard health;

    private final AtomicReference<LanguageAsker.Candidates> candidates =
            new AtomicReference<>(List::of);

    /// By how much the summariser's time is ahead.
    private final AtomicLong ahead = new AtomicLong();

    private final Set<String> comingIn = ConcurrentHashMap.newKeySet();
    private final HubEvents events = new HubEvents();
    private final StopSignal stop = new StopSignal();
    private final List<Thread> loops = new ArrayList<>();
    private final Ticker ticker = System::nanoTime;
    private int said;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        store = new SummaryStore(database);
        reviews = new ReviewStore(database, Clock.systemUTC());
        health = new HealthBoard(ticker);
        settings = new SettingsDesk(database, new TemplateShelf(folder), Clock.systemUTC());
        summarizer =
                new RollingSummarizer(
                        new SummaryConfig(20, 20, Duration.ofHours(1), Duration.ofMillis(20)),
                        events,
                        new MeetingStore(database),
                        new TranscriptStore(database),
                        store,
                        reviews,
                        new LanguageAsker(
                                () -> candidates.get().candidates(),
                                _ -> false,
                                new ModelHealth(Clock.systemUTC())),
                        settings,
                        health,
                        HubCondition.LANGUAGE_MODEL_UNAVAILABLE,
                        comingIn::contains,
                        Clock.systemUTC(),
                        () -> System.nanoTime() + ahead.get());
        execute("insert into room (id, name) values ('room-7', 'Room 7')");
        execute(
                "insert into meeting (id, room_id, title, state, started_at, ended_at, touched_at) values"
                        + " ('meeting-1', 'room-7', 'Weekly', 'running',"
                        + " '2026-11-22 09:00:00+00', '2026-11-22 09:00:00+00', '2026-11-22 09:00:00+00')");
    }

    @AfterEach
    void close() throws InterruptedException {
        stop.stop();
        for (var loop : loops) {
            assertThat(loop.join(PATIENCE)).as("loop ends").isTrue();
        }
        database.close();
    }

    @Test
    void writesNotesWithinSecondsOfSpeechWithoutAnyModel() {
        start(List.of());

        say("okay so we decide to release the firmware on friday");

        var first = await("a decision", revision -> !revision.minutes().decisions().isEmpty());
        assertThat(first.kind()).isEqualTo(Kind.EXTRACTIVE);
        assertThat(first.model()).isEqualTo("extractive");
        assertThat(first.isFinal()).isFalse();
        assertThat(first.minutes().summary()).isNotBlank();
        assertThat(health.active()).as("nobody asked for a model").isEmpty();
    }

    @Test
    void writesFinalMinutesOfAnUploadOnceAllOfItWasHeard() {
        var asked = new AtomicInteger();
        comingIn.add(MEETING);
        start(
                List.of(
                        model(_ -> {
                            asked.incrementAndGet();
                            return PROSE;
                        })));
        end();
        say("okay so we decide to release the firmware on friday");
        await("notes", revision -> !revision.minutes().decisions().isEmpty());
        assertThat(store.revisions(MEETING)).noneMatch(SummaryRevision::isFinal);
        assertThat(asked).hasValue(0);

        comingIn.clear();

        await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
    }

    @Test
    void letsAModelReviseThemAtTheEnd() {
        start(List.of(model(_ -> PROSE)));
        say("okay so we decide to release the firmware on friday");
        await("notes", revision -> !revision.minutes().decisions().isEmpty());

        end();

        var last = await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
        assertThat(last.model()).isEqualTo("scripted");
        assertThat(last.minutes().summary()).startsWith("The team discussed");
        assertThat(last.minutes().decisions()).hasSize(1);
        assertThat(last.throughNumber()).isEqualTo(1);
    }

    @Test
    void asksTheModelOnceEnoughNewWordsWereSaid() {
        start(List.of(model(_ -> PROSE)));

        for (var i = 0; i < 3; i++) {
            say("the firmware release on friday needs more tests on devices number " + i);
        }

        var byModel = await("a model's revision", one -> one.kind() == Kind.MODEL);
        assertThat(byModel.isFinal()).isFalse();
    }

    /// Between two revisions a slow model rests; the end does not wait for that.
    @Test
    void finishesAtOnceThoughTheMeetingEndedWhileASlowModelWasReading() {
        start(
                List.of(
                        model(_ -> {
                            if (ahead.getAndAdd(Duration.ofHours(1).toNanos()) == 0) {
                                end();
                            }
                            return PROSE;
                        })));

        for (var i = 0; i < 3; i++) {
            say("the firmware release on friday needs more tests on devices number " + i);
        }

        await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
    }

    @Test
    void leavesTheNotesStandingWhenNoModelAnswersAndSaysSo() {
        start(List.of(ScriptedLanguageModel.failing("broken", Code.TIMED_OUT)));
        say("okay so we decide to release the firmware on friday");
        end();

        var last = await("final notes", SummaryRevision::isFinal);

        assertThat(last.kind()).isEqualTo(Kind.EXTRACTIVE);
        assertThat(last.minutes().decisions()).hasSize(1);
        awaitCondition();
    }

    @Test
    void revisesAgainWhenTextArrivesAfterTheEnd() {
        start(List.of(model(_ -> PROSE)));
        say("okay so we decide to release the firmware on friday");
        end();
        await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);

        say("and we agree to buy two new microphones");

        var late =
                await(
                        "a final revision with both decisions",
                        one ->
                                one.isFinal()
                                        && one.kind() == Kind.MODEL
                                        && one.throughNumber() == 2);
        assertThat(late.minutes().decisions()).hasSize(2);
    }

    @Test
    void finishesAMeetingThatEndedWhileTheHubWasDown() {
        say("okay so we decide to release the firmware on friday");
        end();

        start(List.of(model(_ -> PROSE)));

        await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
    }

    @Test
    void putsWhatNoModelCouldReviseIntoTheReviewQueueUntilOneComesBack() {
        var models = new AtomicReference<>(failing());
        start(models::get);
        say("okay so we decide to release the firmware on friday");
        end();

        var review = awaitReview(State.OPEN);
        assertThat(review.model()).isEqualTo("broken");
        assertThat(review.code()).isEqualTo("timed-out");
        assertThat(review.promptTokens()).isPositive();
        assertThat(review.error()).contains("language.timeout");
        assertThat(store.latest(MEETING).orElseThrow().kind()).isEqualTo(Kind.EXTRACTIVE);

        models.set(List.of(model(_ -> PROSE)));
        ahead.addAndGet(Duration.ofSeconds(61).toNanos());

        await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
        awaitReview(State.ANSWERED);
    }

    @Test
    void asksTheModelThatAPersonWantsAtOnce() {
        start(() -> List.of(failing().getFirst(), model(_ -> "{}")));
        say("okay so we decide to release the firmware on friday");
        end();
        var review = awaitReview(State.OPEN);
        assertThat(review.code()).isEqualTo("garbage");

        assertThat(desk().retry(review, "broken")).isTrue();

        // The order is now: broken first, scripted last; so the last failure stays the other's.
        var again = awaitReview(one -> one.attempts() == 2);
        assertThat(again.state()).isEqualTo(State.OPEN);
        assertThat(again.id()).isEqualTo(review.id());
    }

    @Test
    void keepsWhatAPersonWroteWhenMoreIsSaid() {
        var models = new AtomicReference<>(failing());
        start(models::get);
        say("okay so we decide to release the firmware on friday");
        end();
        var review = awaitReview(State.OPEN);

        assertThat(desk().edit(review, "We talked about tea.")).isTrue();

        var byHand = await("a person's revision", one -> one.kind() == Kind.PERSON);
        assertThat(byHand.minutes().decisions()).hasSize(1);
        assertThat(desk().edit(review, "Twice.")).as("it is closed").isFalse();

        models.set(
                List.of(
                        model(_ ->
                                "{\"summary\": \"The team will buy two microphones.\", \"topics\": []}")));
        say("and we agree to buy two new microphones");

        var later = await("a model's addition", one -> one.kind() == Kind.MODEL);
        assertThat(later.minutes().summary())
                .startsWith("We talked about tea.\n\nThe team will buy");
        assertThat(later.minutes().decisions()).hasSize(2);
    }

    @Test
    void leavesTheNotesWhenAPersonDismissesTheReview() {
        var models = new AtomicReference<>(failing());
        start(models::get);
        say("okay so we decide to release the firmware on friday");
        end();
        var review = awaitReview(State.OPEN);

        assertThat(desk().dismiss(review)).isTrue();
        models.set(List.of(model(_ -> PROSE)));
        ahead.addAndGet(Duration.ofMinutes(2).toNanos());
        say("and we agree to buy two new microphones");

        var later = await("a model's revision", one -> one.kind() == Kind.MODEL);
        assertThat(later.throughNumber()).as("not before more was said").isEqualTo(2);
        assertThat(reviews.review(review.id()).orElseThrow().state()).isEqualTo(State.DISMISSED);
    }

    @Test
    void writesMinutesAnewOnceHoweverOftenTheJobIsApplied() throws Exception {
        say("okay so we decide to release the firmware on friday");
        end();
        var work =
                new MinutesWork(
                        new MeetingStore(database),
                        new TranscriptStore(database),
                        store,
                        new LanguageAsker(
                                () -> List.of(model(_ -> PROSE)),
                                _ -> false,
                                new ModelHealth(Clock.systemUTC())),
                        settings,
                        events,
                        Clock.systemUTC());
        var job =
                new Job(
                        "job-1",
                        MinutesWork.KIND,
                        Job.Lane.STANDARD,
                        Job.State.RUNNING,
                        MinutesWork.payload(MEETING, ""),
                        1,
                        0,
                        "",
                        START,
                        START);

        for (var attempt = 0; attempt < 2; attempt++) {
            var effect = work.on(job, _ -> {});
            var _ =
                    database.inTransaction(handle -> {
                        effect.in(handle);
                        return true;
                    });
        }

        assertThat(store.revisions(MEETING)).hasSize(1);
        assertThat(store.latest(MEETING).orElseThrow().minutes().summary())
                .startsWith("The team discussed");
        assertThat(store.latest(MEETING).orElseThrow().minutes().decisions()).hasSize(1);
    }

    @Test
    void asksForWhatTheRoomsTemplateWantsAndInItsLanguage() {
        settings.choose(
                Optional.of(ROOM), new MinutesChoice(List.of(), "de", "stand-up", ""), "head");
        start(List.of(model(RollingSummarizerIT::standUp)));
        say("we finished the firmware tests yesterday");
        say("okay so we decide to release the firmware on friday");

        end();

        var last = await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
        assertThat(last.minutes().extras())
                .extracting(Minutes.Extra::title)
                .as("a list without entries is left out")
                .containsExactly("Done");
        var entries = last.minutes().extras().getFirst().entries();
        assertThat(entries)
                .extracting(one -> one.evidence().verified())
                .as("only what was said is verified")
                .containsExactly(true, false);
        assertThat(last.minutes().summary()).startsWith("The team discussed");
        assertThat(last.minutes().worded().summary())
                .isEqualTo("Das Team sprach über die Firmware am Freitag.");
        assertThat(last.minutes().worded().decisions())
                .as("its quote stays as it was said")
                .allSatisfy(
                        one -> assertThat(one.evidence().quote()).startsWith("okay so we decide"));
    }

    private static String standUp(Prompt prompt) {
        if (prompt.message().startsWith("Übersetze")) {
            return "{\"lines\": [{\"line\": 1, \"text\":"
                    + " \"Das Team sprach über die Firmware am Freitag.\"}]}";
        }
        return prompt.message().contains("\"blocked\"")
                ? "{\"done\": [{\"line\": 1, \"text\": \"Finished the firmware tests.\"},"
                        + " {\"line\": 2, \"text\": \"Sold the zebra to the circus.\"}],"
                        + " \"next\": []}"
                : PROSE;
    }

    @Test
    void asksFirstTheModelThatTheRoomPrefers() {
        settings.choose(
                Optional.of(ROOM), new MinutesChoice(List.of("second"), "", "", ""), "head");
        var second = new ScriptedLanguageModel("second", 4096, RollingSummarizerIT::plain);
        start(List.of(model(_ -> PROSE), second));
        say("okay so we decide to release the firmware on friday");

        end();

        var last = await("a final revision", one -> one.isFinal() && one.kind() == Kind.MODEL);
        assertThat(last.model()).isEqualTo("second");
    }

    private static String plain(Prompt prompt) {
        return prompt.message().contains("\"items\"") ? "{\"items\": []}" : PROSE;
    }

    private static List<LanguageModel> failing() {
        return List.of(ScriptedLanguageModel.failing("broken", Code.TIMED_OUT));
    }

    private ReviewDesk desk() {
        return new ReviewDesk(reviews, summarizer, List::of);
    }

    private Review awaitReview(State state) {
        return awaitReview(one -> one.state() == state);
    }

    private Review awaitReview(Predicate<Review> wanted) {
        var startedNanos = ticker.nanos();
        while (ticker.since(startedNanos).compareTo(PATIENCE) < 0) {
            var found = reviews.reviews(10).stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError("no such review: " + reviews.reviews(10));
    }

    private void start(List<LanguageModel> models) {
        start(() -> models);
    }

    private void start(LanguageAsker.Candidates models) {
        candidates.set(models);
        loops.add(Thread.ofVirtual().start(() -> run(() -> summarizer.run(stop))));
        loops.add(Thread.ofVirtual().start(() -> run(() -> summarizer.runModels(stop))));
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private static void run(Loop loop) {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScriptedLanguageModel model(java.util.function.Function<Prompt, String> prose) {
        return new ScriptedLanguageModel(
                "scripted",
                4096,
                prompt ->
                        prompt.message().contains("\"items\"")
                                ? "{\"items\": []}"
                                : prose.apply(prompt));
    }

    private void say(String text) {
        var at = START.plusSeconds(said);
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                insert into segment (meeting_id, recording_id, first_sample,
                                    samples, started_at, ended_at, captured_at, speaker,
                                    language, model, text, words, vector)
                                values (:meeting, '00000000000000aa', :first, 16000, :at,
                                    :at, :at, '', 'en', 'tiny', :text, '[]', '[]')
                                """)
                        .bind("meeting", MEETING)
                        .bind("first", said * 16000L)
                        .bind("at", at)
                        .bind("text", text)
                        .execute());
        said++;
        events.publish(new HubEvent.SegmentAdded(ROOM, MEETING, said));
    }

    private void end() {
        execute("update meeting set state = 'ended' where id = 'meeting-1'");
        events.publish(new HubEvent.MeetingChanged(ROOM, MEETING));
    }

    private void execute(String sql) {
        database.inTransaction(handle -> handle.execute(sql));
    }

    private SummaryRevision await(String what, Predicate<SummaryRevision> wanted) {
        var startedNanos = ticker.nanos();
        while (ticker.since(startedNanos).compareTo(PATIENCE) < 0) {
            var found = store.latest(MEETING).filter(wanted);
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError(
                "no %s; revisions: %s; conditions: %s"
                        .formatted(what, store.revisions(MEETING), health.active()));
    }

    private void awaitCondition() {
        var startedNanos = ticker.nanos();
        while (!health.isRaised(HubCondition.LANGUAGE_MODEL_UNAVAILABLE)) {
            assertThat(ticker.since(startedNanos)).as("condition raised").isLessThan(PATIENCE);
            pause();
        }
    }

    private void pause() {
        try {
            stop.await(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
