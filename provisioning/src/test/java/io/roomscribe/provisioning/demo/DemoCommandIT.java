package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.models.ModelsPlaces;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be wrong before anything is started.
final class DemoCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    private int demo(String... arguments) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var command =
                new DemoCommand(
                        console,
                        new ManualClock(Instant.parse("2026-01-01T10:00:00Z")),
                        new ManualTicker(),
                        new Random(7),
                        new ModelsPlaces(folder, folder));
        return new RoomscribeCommand(console, Map.of("demo", command)).execute(arguments);
    }

    @Test
    void aPortInUseIsNamedWithAnother() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThat(demo("demo", "--port", Integer.toString(port))).isEqualTo(1);

            assertThat(err.toString())
                    .contains("port " + port + " is in use")
                    .contains("./roomscribe demo --port");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(demo("demo", "nowhere.wav")).isEqualTo(1);

        assertThat(err.toString()).contains("nowhere.wav").contains("bundled meeting");
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");

        assertThat(demo("demo", "--folder", file.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(file.toString()).contains("--folder");
    }

    @Test
    void aModelThatIsNotInstalledIsNamedWithHowToGetIt() {
        assertThat(demo("demo", "--model", "some-model")).isEqualTo(1);

        assertThat(err.toString()).contains("./roomscribe models install some-model");
    }

    @Test
    void aMicrophoneHasNoFileAndNoSpeed() {
        assertThat(demo("demo", "--mic", "some.wav")).isEqualTo(2);
        assertThat(demo("demo", "--mic", "--speed", "4")).isEqualTo(2);
    }

    @Test
    void anImpossibleSpeedIsWrongUsage() {
        assertThat(demo("demo", "--speed", "0")).isEqualTo(2);

        assertThat(err.toString()).contains("0.1 to 1000");
    }
}
