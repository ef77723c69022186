package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// `./roomscribe bench` on the demo's meeting: the recogniser, the speaker model and the hub's
/// diarizer together; and what minutes cost.
@Tag("slow")
@EnabledIfSystemProperty(
        named = "slow",
        matches = "true",
        disabledReason = "skipped: takes minutes; -Dslow=true runs it")
class BenchSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String DEMO = ProjectFolder.resolve("provisioning/demo").toString();

    @TempDir Path folder;

    /// Plain average linkage has 39 %; docs/adr/0009.
    @Test
    void tellsTheFourPeopleOfTheDemosMeetingApart() throws IOException {
        var answer = bench("diarization", DEMO);

        System.out.println("meeting.wav: DER " + answer.path("der"));
        assertThat(answer.path("der").asDouble(1)).isLessThan(0.15);
        assertThat(answer.at("/files/0/found").asInt()).isEqualTo(4);
        assertThat(answer.path("collarSeconds").asDouble()).isEqualTo(0.25);
        assertThat(answer.path("speakerModel").asText()).isEqualTo("vosk-model-spk-0.4");
    }

    @Test
    void writesTheDemosMeetingDownAsWellAsTheModelPromises() throws IOException {
        var answer = bench("wer", DEMO);

        System.out.println("meeting.wav: WER " + answer.path("wer"));
        assertThat(answer.path("wer").asDouble(1)).isLessThan(0.15);
        assertThat(answer.path("words").asInt()).isGreaterThan(400);
        assertThat(answer.path("speechModel").asText()).isEqualTo("vosk-model-tiny-en");
    }

    /// docs/adr/0022.
    @Test
    void writesMinutesOfAnHourForFewTokensMoreThanWereSpoken() throws IOException {
        var answer = bench("summary");

        System.out.println("an hour's minutes: tokenRatio " + answer.path("tokenRatio"));
        assertThat(answer.path("tokenRatio").asDouble()).isBetween(1.0, 1.6);
        assertThat(answer.path("meetings").findValuesAsText("minutes"))
                .containsExactly("15", "30", "60");
        assertThat(answer.at("/meetings/2/words").asInt()).isGreaterThan(8000);
    }

    private JsonNode bench(String... words) throws IOException {
        var command =
                Stream.of(
                                Stream.of(ProjectFolder.resolve("roomscribe").toString(), "bench"),
                                Stream.of(words),
                                Stream.of("--json"))
                        .flatMap(Function.identity())
                        .toList();
        try (var bench =
                ChildProcess.start("bench", folder, Map.of("ROOMSCRIBE_BUILD", "never"), command)) {
            var exit = bench.awaitExit(PATIENCE);

            assertThat(exit).as("exit code; it said:\n%s", bench.text()).isZero();
            return new ObjectMapper().readTree(bench.output().getLast());
        }
    }
}
