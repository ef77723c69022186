package io.roomscribe.provisioning.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command with a real model against a server that answers as a hub with its boxes does.
final class ModelsPushCommandIT {
    private static final String MODEL = "vosk-model-spk-0.4";
    private static final Path PLACE = ProjectFolder.resolve("device/models/" + MODEL);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, String> states = new HashMap<>();
    @TempDir private Path folder;
    private HttpServer hub;
    private ModelManifest manifest;
    private long have;
    private long received;

    @BeforeEach
    void open() throws IOException {
        manifest = ModelManifest.of(MODEL, ModelKind.SPEAKER, PLACE, _ -> {});
        have = manifest.files().getFirst().bytes();
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", this::answer);
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path);
        var answer = answer(path, body);
        var status = answer.isEmpty() ? 404 : 200;
        var bytes = (answer.isEmpty() ? "{}" : answer).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// Empty for what is not there.
    private String answer(String path, byte[] body) throws IOException {
        if (path.contains("/files/")) {
            received += body.length;
            have += body.length;
        }
        if (path.startsWith("/api/v1/speech-models")) {
            return standing();
        }
        var device = path.split("/", -1)[4].replaceFirst("\\?.*", "");
        if (device.equals("nobody")) {
            return "";
        }
        return path.contains("/commands") ? command(device, body) : "{}";
    }

    /// The hub lacks the file's bytes from `have` on; one file is enough here.
    private String standing() {
        var file = manifest.files().getFirst();
        var lacking =
                have < file.bytes()
                        ? """
                        {"sha256": "%s", "bytes": %d, "have": %d}\
                        """
                                .formatted(file.sha256(), file.bytes(), have)
                        : "";
        return """
        {"model": "%s", "complete": %s, "lacking": [%s]}
        """
                .formatted(MODEL, lacking.isEmpty(), lacking);
    }

    private String command(String device, byte[] body) throws IOException {
        if (new ObjectMapper().readTree(body).path("name").asText().equals("install-model")) {
            var why = refusals.get(device);
            return why == null
                    ? "{\"state\": \"done\"}"
                    : "{\"state\": \"refused\", \"reason\": \"%s\"}".formatted(why);
        }
        return """
        {"state": "done", "result": {"models": [{"model": "%s", "sha256": "%s", "state": "%s",
         "here": 5, "bytes": 10, "inUse": false, "reason": "%s"}]}}
        """
                .formatted(
                        MODEL,
                        manifest.sha256(),
                        states.getOrDefault(device, "installed"),
                        states.containsKey(device) ? "it came damaged" : "");
    }

    private int run(String... more) {
        return run(MODEL, ProjectFolder.root(), more);
    }

    private int run(String model, Path root, String... more) {
        var console =
                new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
        var places = new ModelsPlaces(root, folder.resolve("models"));
        var words = new ArrayList<>(List.of("models", "push", model));
        words.addAll(List.of(more));
        words.addAll(
                List.of(
                        "--hub",
                        "http://127.0.0.1:" + hub.getAddress().getPort(),
                        "--password-file",
                        folder.resolve("password").toString()));
        return new RoomscribeCommand(
                        console,
                        Map.of("models", ModelsCommand.line(console, places, System::nanoTime)))
                .execute(words.toArray(String[]::new));
    }

    @Test
    void sendsOnlyWhatTheHubLacksAndSaysWhatBecameOfEachBox() {
        have -= 1000;
        refusals.put("room-8", "it needs 12 MiB more than there is");
        states.put("room-9", "failed");

        assertThat(run("room-7", "room-8", "room-9")).as(err.toString()).isEqualTo(1);

        assertThat(received).isEqualTo(1000);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        seven ->
                                assertThat(seven)
                                        .startsWith("room-7: " + MODEL + " is there, not in use"),
                        eight -> assertThat(eight).contains("room-8", "12 MiB more", "doctor"),
                        nine -> assertThat(nine).isEqualTo("room-9: it came damaged"));
    }

    @Test
    void aDryRunAsksAndSendsNothing() {
        assertThat(run("room-7", "--dry-run", "--json")).isZero();

        assertThat(asked).containsExactly("GET /api/v1/devices/room-7");
        assertThat(out.toString())
                .contains("\"device\":\"room-7\"", "would-be-pushed", manifest.sha256());
    }

    @Test
    void aBoxThatTheHubDoesNotKnowStopsItBeforeAnythingIsSent() {
        assertThat(run("room-7", "nobody")).isEqualTo(1);

        assertThat(err.toString()).contains("does not know a box nobody", "page 'Devices'");
        assertThat(asked).noneMatch(one -> one.startsWith("POST"));
    }

    @Test
    void aChangedCopyIsNotPushed() throws IOException {
        var copy = folder.resolve("models").resolve(MODEL);
        Files.createDirectories(copy);
        for (var file : manifest.files()) {
            Files.copy(file.in(PLACE), file.in(copy));
        }
        Files.writeString(copy.resolve("mean.vec"), "something else");

        assertThat(run("room-7")).isEqualTo(4);

        assertThat(err.toString()).contains("not as it was installed", "--force");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatCannotBePushedIsSaidBeforeAnybodyIsAsked() {
        assertThat(run("qwen2.5-coder-1.5b-instruct-q4_k_m", ProjectFolder.root(), "room-7"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("works on the hub and not on boxes");

        assertThat(run(MODEL, folder, "room-7")).isEqualTo(1);
        assertThat(err.toString()).contains("not installed", "models install " + MODEL);

        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("name boxes, or --all");
        assertThat(asked).isEmpty();
    }
}
