package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageConfig;
import io.roomscribe.hub.language.LanguageModels;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.Redaction;
import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.template.MinutesSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The bundled meeting's recognised words through the real 1.5B model in its process, if
/// `roomscribe models install qwen2.5-coder-1.5b-instruct-q4_k_m` has put it there.
final class LlamaWorkerIT {
    private static final ModelHealth HEALTH = new ModelHealth(java.time.Clock.systemUTC());

    private static final String MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m";

    @Test
    @Timeout(900)
    void writesMinutesThatTheTranscriptBearsOut(@TempDir Path folder) throws Exception {
        assumeTrue(
                Boolean.getBoolean("slow"),
                "skipped: takes some minutes, for whoever tunes the prompts; run it with"
                        + " ROOMSCRIBE_MAVEN_ARGS=-Dslow=true. LanguageModelSystemTest plays the same"
                        + " meeting through the same model");
        var models = installedModels();
        assumeTrue(
                Files.isReadable(models.resolve(MODEL + ".gguf")),
                () ->
                        "skipped: %s is not in %s; './roomscribe models install %s' puts it there"
                                .formatted(MODEL, models, MODEL));
        var lines = Lines.read("meeting-recognised.txt");
        try (var found =
                new LanguageModels(
                        config(), models, folder, Redaction.ofNobody(), System::nanoTime)) {
            var asker = new LanguageAsker(found, delay -> false, HEALTH);
            var startedNanos = System.nanoTime();

            var done =
                    new ModelSummarizer(asker)
                            .revise(
                                    new ModelSummarizer.Job(
                                            Minutes.EMPTY, "", lines, lines, "en", true),
                                    MinutesSettings.usual());

            print(done.result(), Duration.ofNanos(System.nanoTime() - startedNanos));
            assertThat(done.model()).isEqualTo(MODEL);
            assertThat(done.result().summary()).containsIgnoringCase("firmware");
            assertThat(done.result().decisions())
                    .filteredOn(item -> item.evidence().verified())
                    .extracting(Decision::text)
                    .anySatisfy(text -> assertThat(text).containsIgnoringCase("firmware"))
                    .anySatisfy(text -> assertThat(text).containsIgnoringCase("mobile app"))
                    .anySatisfy(text -> assertThat(text).containsIgnoringCase("january"));
            assertThat(done.result().actionItems())
                    .filteredOn(item -> item.evidence().verified())
                    .extracting(ActionItem::text)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .anySatisfy(text -> assertThat(text).containsIgnoringCase("dashboard"));
            assertThat(done.result().actionItems())
                    .filteredOn(item -> item.text().contains("dashboard"))
                    .as("whose the dashboard is was said")
                    .allMatch(item -> item.owner().isEmpty() || item.owner().get().equals("Dana"));
        }
    }

    private static Path installedModels() {
        return Optional.ofNullable(System.getenv("ROOMSCRIBE_MODELS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".roomscribe", "models"));
    }

    private static LanguageConfig config() {
        var defaults = LanguageConfig.defaults();
        return new LanguageConfig(
                Optional.<URI>empty(),
                Optional.empty(),
                List.of(),
                defaults.contextTokens(),
                1500,
                defaults.timeout(),
                false,
                true,
                Optional.empty(),
                Optional.of(MODEL),
                defaults.embeddedContextTokens(),
                Duration.ofMinutes(5),
                0,
                Duration.ofMinutes(1),
                defaults.redaction());
    }

    /// For whoever tunes the prompts; the words are the bundled meeting's.
    private static void print(Minutes minutes, Duration took) {
        System.out.println("Minutes after " + took.toSeconds() + " s: " + minutes.summary());
        System.out.println(minutes.topics());
        minutes.decisions().forEach(System.out::println);
        minutes.actionItems().forEach(System.out::println);
    }
}
