package io.roomscribe.provisioning.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.roomscribe.protocol.Sha256;
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
final class DeviceSupportBundleCommandIT {
    private static final String PATH = "/api/v1/devices/room-7/support-bundle";
    private static final String NAME = "support-20261122-120000-000.zip";
    private static final byte[] ZIP = "not really a zip".getBytes(UTF_8);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    @TempDir private Path folder;
    private byte[] file = ZIP;
    private HttpServer hub;

    private record Answer(int status, String body) {}

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    asked.add(exchange.getRequestMethod() + " " + path);
                    exchange.getRequestBody().readAllBytes();
                    var isFile = path.endsWith(".zip");
                    var answer = isFile ? new Answer(200, "") : answers.removeFirst();
                    var body = isFile ? file : answer.body().getBytes(UTF_8);
                    exchange.sendResponseHeaders(answer.status(), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    private static Answer state(int status, String state, long bytes, String reason) {
        return new Answer(
                status,
                """
                {"device": "room-7", "state": "%s", "file": "%s", "bytes": %d, "here": 4096,
                 "sha256": "%s", "reason": "%s", "expiresAt": ""}
                """
                        .formatted(state, NAME, bytes, Sha256.hex(ZIP), reason));
    }

    private int run(String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand("support-bundle", new DeviceSupportBundleCommand(console));
        var words =
                new ArrayList<>(
                        List.of(
                                "device",
                                "support-bundle",
                                "room-7",
                                "--hub",
                                "http://127.0.0.1:" + hub.getAddress().getPort(),
                                "--password-file",
                                folder.resolve("password").toString()));
        words.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(words.toArray(String[]::new));
    }

    private Path target() {
        return folder.resolve("bundle.zip");
    }

    @Test
    void waitsForTheBundleAndWritesItWhereItWasTold() throws Exception {
        answers.add(state(202, "packing", 0, ""));
        answers.add(state(202, "fetching", 8192, ""));
        answers.add(state(200, "ready", 8192, ""));

        assertThat(run("--out", target().toString())).as(err.toString()).isZero();

        assertThat(target()).hasBinaryContent(ZIP);
        assertThat(asked)
                .containsExactly(
                        "POST " + PATH, "GET " + PATH, "GET " + PATH, "GET " + PATH + "/" + NAME);
        assertThat(err.toString())
                .contains("room-7 packs its support bundle", "room-7: 4 of 8 KiB at the hub");
        assertThat(out.toString()).contains("support bundle of room-7, 8 KiB, checked");
    }

    @Test
    void programsGetJson() {
        answers.add(state(200, "ready", 8192, ""));

        assertThat(run("--out", target().toString(), "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"device\":\"room-7\",\"file\":")
                .contains("\"bytes\":8192", Sha256.hex(ZIP));
    }

    @Test
    void writesNothingThatIsNotWhatTheBoxHasPacked() {
        answers.add(state(200, "ready", 8192, ""));
        file = "something else".getBytes(UTF_8);

        assertThat(run("--out", target().toString())).isEqualTo(1);
        assertThat(err.toString()).contains("not what room-7 has packed", "run this again");
        assertThat(target()).doesNotExist();
    }

    @Test
    void overwritesNothingAndAsksTheHubForNothingThen() throws Exception {
        Files.writeString(target(), "mine");

        assertThat(run("--out", target().toString())).isEqualTo(4);
        assertThat(err.toString()).contains("is there already", "--out");
        assertThat(target()).hasContent("mine");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatStandsInTheWayIsNamedWithTheNextStep() {
        answers.add(new Answer(404, "{}"));
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("the hub does not know a box room-7");

        answers.add(new Answer(503, "{\"detail\": \"box room-7 is offline; check its power\"}"));
        assertThat(run()).isEqualTo(3);
        assertThat(err.toString()).contains("box room-7 is offline", "run this again");

        answers.add(state(200, "broken-off", 8192, "the box did not answer in time"));
        assertThat(run()).isEqualTo(3);
        assertThat(err.toString()).contains("the box did not answer in time", "run this again");

        answers.add(state(200, "failed", 0, "the hub's disk is full (1 MiB free)"));
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .contains("the hub's disk is full (1 MiB free)", "./roomscribe doctor room-7");
    }

    @Test
    void writesNoFileThatAHubNamesOutsideTheFolder() {
        answers.add(
                new Answer(
                        200, "{\"state\": \"ready\", \"file\": \"../../evil.zip\", \"bytes\": 1}"));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no support bundle", "--hub");
        assertThat(asked).containsExactly("POST " + PATH);
    }
}
