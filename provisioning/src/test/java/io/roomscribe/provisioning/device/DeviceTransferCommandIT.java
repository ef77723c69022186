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
final class DeviceTransferCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private StandInHub hub;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = new StandInHub("{\"state\": \"done\"}");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private int transfer(String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand("transfer", new DeviceTransferCommand(console));
        var words =
                new ArrayList<>(
                        List.of(
                                "device",
                                "transfer",
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
    void asksTheHubAndSaysWhenTheBoxHasMoved() {
        assertThat(transfer("--room", "library", "--room-name", "Library")).isZero();

        assertThat(hub.asked())
                .containsExactly(
                        "POST /api/v1/devices/room-7/transfer"
                                + " {\"room\":\"library\",\"roomName\":\"Library\"}");
        assertThat(out.toString()).contains("room-7 records for library from now on");
    }

    @Test
    void aBoxThatIsAwayIsSaidToMoveLater() {
        hub.answers(202, "{\"state\": \"waiting\"}");

        assertThat(transfer("--room", "library", "--json")).isZero();
        assertThat(out.toString()).contains("\"state\":\"waiting\"");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        hub.answers(200, "{\"state\": \"refused\", \"reason\": \"its disk is full\"}");

        assertThat(transfer("--room", "library")).isEqualTo(4);
        assertThat(err.toString()).contains("room-7 does not move (its disk is full)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDryRunAsksForTheBoxOnlyAndProgramsGetItAsJson() {
        assertThat(transfer("--room", "library", "--dry-run", "--json")).isZero();

        assertThat(hub.asked()).containsExactly("GET /api/v1/devices/room-7");
        assertThat(out.toString().strip())
                .isEqualTo("{\"device\":\"room-7\",\"room\":\"library\",\"state\":\"dry-run\"}");
    }

    @Test
    void aDryRunPromisesNothingWhereTheHubFails() {
        hub.answers(500, "{}");

        assertThat(transfer("--room", "library", "--dry-run", "--json")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("the hub answered 500");
    }

    @Test
    void aBoxThatNobodyKnowsAndABadRoomAreNamed() {
        hub.answers(404, "{}");
        assertThat(transfer("--room", "library", "--dry-run")).isEqualTo(1);
        assertThat(err.toString()).contains("room-7");
        assertThat(transfer("--room", "The Library!")).isEqualTo(2);
    }
}
