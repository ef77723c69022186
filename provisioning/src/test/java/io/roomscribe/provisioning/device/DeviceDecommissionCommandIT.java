package io.roomscribe.provisioning.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command against a server that answers as a hub does.
final class DeviceDecommissionCommandIT {
    private static final String DONE =
            """
            {"state": "done", "id": "1f", "erasedAt": "2026-11-23T10:00:00Z", "files": 12,
             "bytes": 3145728}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private StandInHub hub;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = new StandInHub(DONE);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private int decommission(String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand("decommission", new DeviceDecommissionCommand(console));
        var words =
                new ArrayList<>(
                        List.of(
                                "device",
                                "decommission",
                                "room-7",
                                "--hub",
                                hub.url(),
                                "--password-file",
                                folder.resolve("password").toString()));
        words.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(words.toArray(String[]::new));
    }

    @Test
    void ordersItAndTellsTheReceipt() {
        assertThat(decommission("--yes", "--by", "Kim")).isZero();

        assertThat(hub.asked())
                .containsExactly(
                        "POST /api/v1/devices/room-7/decommission {\"by\":\"Kim\"}",
                        "GET /api/v1/devices/room-7/decommission");
        assertThat(out.toString())
                .contains("room-7 has erased itself at 2026-11-23T10:00:00Z: 12 files, 3 MiB");
    }

    @Test
    void asksNothingOfABoxWithoutAYes() {
        assertThat(decommission()).isEqualTo(4);

        assertThat(hub.asked()).isEmpty();
        assertThat(err.toString()).contains("cannot be undone", "--yes", "--dry-run");
    }

    @Test
    void aBoxThatIsAwayIsSaidToGoOnLater() {
        hub.answers(202, "{\"state\": \"waiting\"}");

        assertThat(decommission("--yes", "--wait", "0")).isZero();
        assertThat(out.toString()).contains("room-7 is not done yet (waiting)");
        assertThat(err.toString()).contains("--receipt");
    }

    @Test
    void aDryRunOnlyLooksAndProgramsGetJson() {
        assertThat(decommission("--dry-run", "--json")).isZero();

        assertThat(hub.asked()).containsExactly("GET /api/v1/devices/room-7");
        assertThat(out.toString().strip())
                .isEqualTo("{\"device\":\"room-7\",\"state\":\"dry-run\"}");
    }

    @Test
    void whatStandsInTheWayIsNamed() {
        hub.answers(404, "{}");
        assertThat(decommission("--receipt")).isEqualTo(1);
        assertThat(err.toString()).contains("no receipt of room-7", "doctor");
        assertThat(decommission("--yes")).isEqualTo(1);
        assertThat(err.toString()).contains("does not know a box room-7");
        hub.answers(200, "{\"state\": \"refused\", \"reason\": \"its disk is full\"}");
        assertThat(decommission("--yes")).isEqualTo(4);
        assertThat(err.toString()).contains("its disk is full");
        assertThat(decommission("--yes", "--wait", "500")).isEqualTo(2);
    }
}
