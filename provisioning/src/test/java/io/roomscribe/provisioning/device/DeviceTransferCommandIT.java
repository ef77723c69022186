package io.roomscribe.provisioning.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private final List<String> asked = new ArrayList<>();
    @TempDir private Path folder;
    private HttpServer hub;
    private int status = 200;
    private String answer = "{\"state\": \"done\"}";

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext(
                "/",
                exchange -> {
                    asked.add(
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI().getPath(),
                                            new String(
                                                    exchange.getRequestBody().readAllBytes(),
                                                    UTF_8)));
                    var body = answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
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
                                "http://127.0.0.1:" + hub.getAddress().getPort(),
                                "--password-file",
                                folder.resolve("password").toString()));
        words.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(words.toArray(String[]::new));
    }

    @Test
    void asksTheHubAndSaysWhenTheBoxHasMoved() {
        assertThat(transfer("--room", "library", "--room-name", "Library")).isZero();

        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/devices/room-7/transfer"
                                + " {\"room\":\"library\",\"roomName\":\"Library\"}");
        assertThat(out.toString()).contains("room-7 records for library from now on");
    }

    @Test
    void aBoxThatIsAwayIsSaidToMoveLater() {
        answer = "{\"state\": \"waiting\"}";

        assertThat(transfer("--room", "library", "--json")).isZero();
        assertThat(out.toString()).contains("\"state\":\"waiting\"");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        answer = "{\"state\": \"refused\", \"reason\": \"its disk is full\"}";

        assertThat(transfer("--room", "library")).isEqualTo(4);
        assertThat(err.toString()).contains("room-7 does not move (its disk is full)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDryRunAsksForTheBoxOnlyAndProgramsGetItAsJson() {
        assertThat(transfer("--room", "library", "--dry-run", "--json")).isZero();

        assertThat(asked).containsExactly("GET /api/v1/devices/room-7 ");
        assertThat(out.toString().strip())
                .isEqualTo("{\"device\":\"room-7\",\"room\":\"library\",\"state\":\"dry-run\"}");
    }

    @Test
    void aDryRunPromisesNothingWhereTheHubFails() {
        status = 500;

        assertThat(transfer("--room", "library", "--dry-run", "--json")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("the hub answered 500");
    }

    @Test
    void aBoxThatNobodyKnowsAndABadRoomAreNamed() {
        status = 404;
        assertThat(transfer("--room", "library", "--dry-run")).isEqualTo(1);
        assertThat(err.toString()).contains("room-7");
        assertThat(transfer("--room", "The Library!")).isEqualTo(2);
    }
}
