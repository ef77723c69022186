package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// `./roomscribe bench` on the demo's meeting: the recogniser, the speaker model and the hub's
/// diarizer together.
@Tag("slow")
@EnabledIfSystemProperty(
        named = "slow",
        matches = "true",
        disabledReason = "skipped: takes minutes; -Dslow=true runs it")
class BenchSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir Path folder;

    /// Plain average linkage has 39 %; docs/adr/0009.
    @Test
    void tellsTheFourPeopleOfTheDemosMeetingApart() throws IOException {
        var answer = bench("diarization");

        System.out.println("meeting.wav: DER " + answer.path("der"));
        assertThat(answer.path("der").asDouble(1)).isLessThan(0.15);
        assertThat(answer.at("/files/0/found").asInt()).isEqualTo(4);
        assertThat(answer.path("collarSeconds").asDouble()).isEqualTo(0.25);
        assertThat(answer.path("speakerModel").asText()).isEqualTo("vosk-model-spk-0.4");
    }

    @Test
    void writesTheDemosMeetingDownAsWellAsTheModelPromises() throws IOException {
        var answer = bench("wer");

        System.out.println("meeting.wav: WER " + answer.path("wer"));
        assertThat(answer.path("wer").asDouble(1)).isLessThan(0.15);
        assertThat(answer.path("words").asInt()).isGreaterThan(400);
        assertThat(answer.path("speechModel").asText()).isEqualTo("vosk-model-tiny-en");
    }

    private JsonNode bench(String what) throws IOException {
        var command =
                List.of(
                        ProjectFolder.resolve("roomscribe").toString(),
                        "bench",
                        what,
                        ProjectFolder.resolve("provisioning/demo").toString(),
                        "--json");
        try (var bench =
                ChildProcess.start("bench", folder, Map.of("ROOMSCRIBE_BUILD", "never"), command)) {
            var exit = bench.awaitExit(PATIENCE);

            assertThat(exit).as("exit code; it said:\n%s", bench.text()).isZero();
            return new ObjectMapper().readTree(bench.output().getLast());
        }
    }
}
