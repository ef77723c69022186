package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./roomscribe demo --mic` with a real sound line, which ALSA's file plugin feeds from a FIFO.
class MicrophoneDemoSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path ALSA = Path.of("/usr/share/alsa/alsa.conf");

    /// A FIFO's buffer and a line's, which the box has not read yet when they are written.
    private static final double ON_THE_WAY_SECONDS = 1;

    private static final double WORD_ERROR_RATE_MAX = 0.2;
    private static final int TURNS = 2;

    @TempDir Path folder;

    @Test
    void enterEndsTheRecordingWithTheLastSentenceInTheMinutes() throws IOException {
        assumeTrue(Files.exists(ALSA), "no ALSA configuration here: --mic is not tested");
        var turns = Reference.turns().subList(0, TURNS);
        var port = FreePort.find();
        try (var microphone = FifoMicrophone.ofLine(folder, turns.getLast().end() + 0.3);
                var demo = demo(microphone, port)) {
            demo.awaitLine("that it listens", PATIENCE, line -> line.contains("Enter ends"));
            Await.until(
                    "%d turns spoken".formatted(TURNS),
                    PATIENCE,
                    () -> microphone.secondsPlayed() > turns.getLast().end() + ON_THE_WAY_SECONDS,
                    demo::text);

            demo.type("");

            var json = demo.awaitLine("its figures", PATIENCE, line -> line.startsWith("{"));
            var result = new ObjectMapper().readTree(json);
            assertThat(result.path("missing").asInt(-1)).isZero();
            assertThat(result.path("duplicates").asInt(-1)).isZero();
            assertThat(result.path("summary").asText()).isNotBlank();
            var password = Files.readString(folder.resolve("demo/admin.password")).strip();
            checkHub(new HubApi(port, password), turns);
            demo.terminate();
            demo.awaitExit(PATIENCE);
        }
    }

    private static void checkHub(HubApi api, List<Reference.Turn> turns) {
        var said = turns.stream().map(Reference.Turn::text).collect(Collectors.joining(" "));
        var accuracy = WordErrorRate.of(said, api.text());
        assertThat(accuracy.rate()).as("%s", accuracy).isLessThanOrEqualTo(WORD_ERROR_RATE_MAX);
        assertThat(api.text()).endsWith("the budget for the next quarter");
        assertThat(api.meetings()).hasSize(1);
        assertThat(api.meeting(api.meetings().getFirst()).path("state").asText())
                .isEqualTo("ended");
        var box = api.json("/api/v1/devices").path("devices").path(0);
        assertThat(box.path("state").asText()).isEqualTo("idle");
        var commands = "/api/v1/devices/%s/commands".formatted(box.path("id").asText());
        assertThat(api.json(commands).at("/commands/0/command/name").asText()).isEqualTo("stop");
    }

    private ChildProcess demo(FifoMicrophone microphone, int port) throws IOException {
        Files.writeString(
                folder.resolve(".asoundrc"),
                """
                pcm.!default {
                    type file
                    slave.pcm null
                    file "/dev/null"
                    infile "%s"
                    format "raw"
                }
                """
                        .formatted(microphone.path));
        return ChildProcess.start(
                "demo",
                folder,
                Map.of(
                        "ROOMSCRIBE_BUILD",
                        "never",
                        "HOME",
                        folder.toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home")),
                List.of(
                        ProjectFolder.resolve("roomscribe").toString(),
                        "demo",
                        "--mic",
                        "--no-llm",
                        "--json",
                        "--folder",
                        folder.resolve("demo").toString(),
                        "--port",
                        Integer.toString(port)));
    }
}
