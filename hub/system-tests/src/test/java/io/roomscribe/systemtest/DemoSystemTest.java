package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./roomscribe demo`, as the README has it.
class DemoSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /// The model's README promises 10 %, give or take 5 points.
    private static final double WORD_ERROR_RATE_MAX = 0.15;

    @TempDir Path folder;

    @Test
    void playsTheMeetingThroughTheWholeLineAndLeavesNoProcess() throws IOException {
        var result = demo(List.of("--speed", "4", "--no-llm"));

        assertThat(result.path("wer").asDouble(1)).isLessThanOrEqualTo(WORD_ERROR_RATE_MAX);
        assertThat(result.path("words").asInt()).isGreaterThan(400);
        assertThat(result.path("duplicates").asInt(-1)).isZero();
        assertThat(result.path("missing").asInt(-1)).isZero();
        assertThat(result.path("entriesAcknowledged").asLong())
                .isPositive()
                .isEqualTo(result.path("entriesSent").asLong());
        assertThat(result.path("gapSeconds").asDouble(-1)).isZero();
        assertThat(result.path("partialLatencyMillisP50").asLong(-1)).isNotNegative();
        assertThat(result.path("summaryModel").asText()).isEqualTo("extractive");
        assertThat(result.path("summary").asText()).isNotBlank();
        for (var process : List.of("device", "worker", "hub")) {
            assertThat(result.path("memoryMiB").path(process).asInt()).as(process).isPositive();
        }
        assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
                .as("processes of the demo's folder")
                .noneMatch(info -> info.commandLine().orElse("").contains(folder.toString()));
    }

    private JsonNode demo(List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProjectFolder.resolve("roomscribe").toString());
        command.addAll(
                List.of(
                        "demo",
                        "--exit",
                        "--json",
                        "--folder",
                        folder.resolve("demo").toString(),
                        "--port",
                        Integer.toString(FreePort.find())));
        command.addAll(options);
        // The jars are there: this very build has just made them.
        try (var demo =
                ChildProcess.start("demo", folder, Map.of("ROOMSCRIBE_BUILD", "never"), command)) {
            var exit = demo.awaitExit(PATIENCE);

            assertThat(exit).as("exit code; it said:\n%s", demo.text()).isZero();
            return new ObjectMapper().readTree(demo.output().getLast());
        }
    }
}
