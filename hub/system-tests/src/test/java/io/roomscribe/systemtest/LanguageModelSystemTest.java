package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first part of the meeting, its minutes written by a real language model on this machine.
@Tag("slow")
class LanguageModelSystemTest {
    private static final String MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m";
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    @TempDir Path folder;

    @Test
    void aRealModelWritesMinutesWhoseDecisionsAreProven() {
        var models = modelsFolder();
        Assumptions.assumeTrue(
                Files.exists(models.resolve(MODEL + ".gguf")),
                "skipped: "
                        + MODEL
                        + " is not installed; './roomscribe models install "
                        + MODEL
                        + "'");
        try (var site = Site.in(folder)) {
            // Asked once, for the whole meeting: each answer takes minutes on two cores.
            site.configureHub(
                    """
                    language.find-ollama = false
                    language.embedded-threads = 2
                    language.models-folder = %s
                    summary.words = 1000
                    """
                            .formatted(models));
            site.configureDevice("file:" + twoOfThreeSubjects(), 8, "");
            site.startHub();
            site.startDevice();
            Checks.awaitEverythingAcknowledged(site, PATIENCE);

            var last =
                    Await.value(
                            "final minutes by the model",
                            PATIENCE,
                            () -> finalByModel(site).orElse(null),
                            () -> minutes(site) + "\n" + site.logs());

            assertThat(last.path("model").asText().toLowerCase(Locale.ROOT)).contains("qwen");
            var minutes = last.path("minutes");
            assertThat(minutes.path("summary").asText()).hasSizeGreaterThan(60);
            assertThat(minutes.path("decisions")).anyMatch(one -> says(one, "friday"));
            assertThat(minutes.path("decisions")).anyMatch(one -> says(one, "mobile app"));
            assertThat(minutes.path("actionItems").size()).isGreaterThanOrEqualTo(2);
            assertThat(
                            StreamSupport.stream(minutes.path("decisions").spliterator(), false)
                                    .filter(one ->
                                            one.path("evidence").path("verified").asBoolean()))
                    .as("decisions with a verified quote of %s", minutes.path("decisions"))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /// Up to the budget: a model on two cores takes its time for each word.
    private Path twoOfThreeSubjects() {
        try {
            return Files.write(folder.resolve("meeting.wav"), Wav.meeting(153));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean says(JsonNode item, String word) {
        return item.path("text").asText().toLowerCase(Locale.ROOT).contains(word);
    }

    private static Optional<JsonNode> finalByModel(Site site) {
        var latest = minutes(site).path("latest");
        return latest.path("final").asBoolean() && "model".equals(latest.path("kind").asText())
                ? Optional.of(latest)
                : Optional.empty();
    }

    private static JsonNode minutes(Site site) {
        return site.api().minutes(site.api().meetings().getFirst());
    }

    private static Path modelsFolder() {
        var named = System.getenv("ROOMSCRIBE_MODELS");
        return named != null
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".roomscribe", "models");
    }
}
