package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageConfig;
import io.roomscribe.hub.language.LanguageModels;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.Redaction;
import io.roomscribe.hub.language.TokenEstimate;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.template.TemplateShelf;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.health.HealthBoard;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What the minutes of a meeting cost in tokens: the real summariser on a real database asks a real
/// service over HTTP that answers by a script, while made-up speech arrives line by line in
/// simulated time. Measures the questions, not the answers.
///
/// Confined to one thread.
final class SummaryBench {
    private static final String MEETING = "bench";
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    /// The hub looks every 2 seconds; here every 30 seconds of speech, to be done in a minute.
    private static final int LINES_PER_LOOK = 5;

    /// One meeting's account.
    ///
    /// @param transcriptTokens of the words alone
    /// @param tokensSent of everything sent, instructions and all
    /// @param readAfterSecondsMax longest time of speech that waited for a model
    record Figures(
            int minutes,
            int words,
            int transcriptTokens,
            long tokensSent,
            int questions,
            int revisions,
            long readAfterSecondsMax,
            double tokenRatio) {}

    private final Path folder;
    private final RandomGenerator random;
    private final AtomicLong nowNanos = new AtomicLong();

    SummaryBench(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    Figures run(int minutes) throws InterruptedException {
        var lines = BenchSpeech.lines(minutes, random);
        var config = config();
        try (var service = new BenchService();
                var database = HubDatabase.open(new DataConfig(folder.resolve("hub-" + minutes)));
                var models =
                        new LanguageModels(
                                config.at(service),
                                folder.resolve("none"),
                                folder.resolve("work"),
                                Redaction.ofNobody(),
                                nowNanos::get)) {
            var store = new SummaryStore(database);
            open(database);
            var summarizer = summarizer(database, store, models);
            var waited = 0L;
            var unread = 0;
            for (var i = 0; i < lines.size(); i++) {
                say(database, i, lines.get(i));
                nowNanos.addAndGet(Duration.ofSeconds(BenchSpeech.SECONDS_PER_LINE).toNanos());
                unread++;
                waited = Math.max(waited, unread * (long) BenchSpeech.SECONDS_PER_LINE);
                if (i % LINES_PER_LOOK == 0) {
                    summarizer.reviseQuickly(MEETING);
                    unread = summarizer.reviseNext() ? 0 : unread;
                }
            }
            end(database);
            summarizer.reviseQuickly(MEETING);
            while (summarizer.reviseNext()) {
                // Until the final minutes are there.
            }
            return figures(minutes, lines, service, store, waited);
        }
    }

    private static Figures figures(
            int minutes,
            List<String> lines,
            BenchService service,
            SummaryStore store,
            long waited) {
        var revisions =
                store.revisions(MEETING).stream()
                        .filter(one -> one.kind() == SummaryRevision.Kind.MODEL)
                        .toList();
        if (revisions.isEmpty() || !revisions.getLast().isFinal()) {
            throw new IllegalStateException("the bench's meeting has no final minutes");
        }
        var tokens = lines.stream().mapToInt(TokenEstimate::of).sum();
        return new Figures(
                minutes,
                lines.stream().mapToInt(line -> Words.split(line).size()).sum(),
                tokens,
                service.tokens(),
                service.questions(),
                revisions.size(),
                waited,
                Math.round(1000.0 * service.tokens() / tokens) / 1000.0);
    }

    /// The hub's own, but for the service's address.
    private record Config(LanguageConfig defaults) {
        LanguageConfig at(BenchService service) {
            return new LanguageConfig(
                    Optional.of(service.address()),
                    Optional.empty(),
                    List.of(),
                    defaults.contextTokens(),
                    defaults.pieceWords(),
                    defaults.timeout(),
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    defaults.embeddedContextTokens(),
                    defaults.embeddedTimeout(),
                    defaults.embeddedThreads(),
                    defaults.embeddedIdle(),
                    defaults.redaction());
        }
    }

    private static Config config() {
        return new Config(LanguageConfig.defaults());
    }

    private RollingSummarizer summarizer(
            HubDatabase database, SummaryStore store, LanguageModels models) {
        var clock = Clock.fixed(START, ZoneOffset.UTC);
        return new RollingSummarizer(
                SummaryConfig.defaults(),
                new HubEvents(),
                new MeetingStore(database),
                new TranscriptStore(database),
                store,
                new ReviewStore(database, clock),
                new LanguageAsker(models, _ -> true, new ModelHealth(clock)),
                new SettingsDesk(database, new TemplateShelf(folder), clock),
                new HealthBoard(nowNanos::get),
                HubCondition.LANGUAGE_MODEL_UNAVAILABLE,
                _ -> false,
                clock,
                nowNanos::get);
    }

    private static void open(HubDatabase database) {
        database.inTransaction(handle -> {
            handle.execute("insert into room (id, name) values ('bench', 'Bench')");
            return handle.execute(
                    """
                    insert into meeting (id, room_id, title, state, started_at, ended_at,
                        touched_at)
                    values (?, 'bench', 'Bench', 'running', ?, ?, ?)
                    """,
                    MEETING,
                    START,
                    START,
                    START);
        });
    }

    private static void end(HubDatabase database) {
        database.inTransaction(handle ->
                handle.execute("update meeting set state = 'ended' where id = ?", MEETING));
    }

    private static void say(HubDatabase database, int index, String text) {
        var at = START.plusSeconds((long) index * BenchSpeech.SECONDS_PER_LINE);
        database.inTransaction(handle ->
                handle.execute(
                        """
                        insert into segment (meeting_id, recording_id, first_sample, samples,
                            started_at, ended_at, captured_at, speaker, language, model, text,
                            words, vector)
                        values (?, '00000000000000aa', ?, 16000, ?, ?, ?, '', 'en', 'bench', ?,
                            '[]', '[]')
                        """,
                        MEETING,
                        index * 16_000L,
                        at,
                        at,
                        at,
                        text));
    }
}
