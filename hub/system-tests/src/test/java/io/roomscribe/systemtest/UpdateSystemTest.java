package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real box under its package's start script, restarted as systemd does it; a real hub; releases
/// signed and published by the real command line. The box takes a good release over the network,
/// and leaves one that cannot even start.
class UpdateSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BOX = "box-1";

    @TempDir Path folder;

    private final int httpPort = FreePort.find();
    private final int brokerPort = FreePort.find();
    private final int enrolmentPort = FreePort.find();
    private final ObjectMapper json = new ObjectMapper();
    private final List<ChildProcess> processes = new ArrayList<>();

    @Test
    void aBoxTakesAGoodReleaseAndLeavesOneThatCrashesAtItsStart() throws IOException {
        try (var microphone = new LoopedMicrophone(folder, 1)) {
            var key = command("release", "keygen", path("secret"), "--json");
            var pins =
                    command(
                            "hub",
                            "init",
                            "--hub-folder",
                            path("hub"),
                            "--name",
                            "127.0.0.1",
                            "--json");
            var claim =
                    command(
                            "device",
                            "claim",
                            BOX,
                            "--hub-folder",
                            path("hub"),
                            "--room",
                            "boardroom",
                            "--json");
            configure(key.path("key").asText(), pins.path("pins"), microphone);
            startHub();
            enrol(claim.path("claim").asText());
            startBox();
            Await.until("the box to record and be heard", PATIENCE, this::isWell, this::logs);

            publish("7.0.0", ProjectFolder.resolve("device/target/roomscribe-device.jar"));
            var good = rollOut("7.0.0");
            assertThat(good.path("state").asText()).as(this::logs).isEqualTo("done");
            assertThat(status().path("version").asText()).isEqualTo("7.0.0");

            Files.writeString(folder.resolve("broken.jar"), "this is no jar");
            publish("8.0.0", folder.resolve("broken.jar"));
            var bad = rollOut("8.0.0");
            assertThat(bad.path("state").asText()).as(this::logs).isEqualTo("paused");
            assertThat(bad.path("boxes").get(0).path("state").asText()).isEqualTo("rolled-back");
            assertThat(status().path("version").asText()).isEqualTo("7.0.0");

            Await.until("the box to record and be heard again", PATIENCE, this::isWell, this::logs);
            assertThat(steps())
                    .containsExactly(
                            "rolled-back",
                            "ready",
                            "downloading",
                            "confirmed",
                            "trying",
                            "ready",
                            "downloading");
        } finally {
            processes.reversed().forEach(ChildProcess::close);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void configure(String key, JsonNode pins, LoopedMicrophone microphone)
            throws IOException {
        Files.writeString(folder.resolve("password"), HubApi.PASSWORD + "\n");
        Files.writeString(
                folder.resolve("hub.conf"),
                """
                data.folder = %s
                account.first-password-file = %s
                http.port = %d
                broker.port = %d
                identity.host = 127.0.0.1
                identity.broker-port = %d
                identity.enrolment-port = %d
                language.embedded = false
                language.find-ollama = false
                """
                        .formatted(
                                path("hub"),
                                path("password"),
                                httpPort,
                                FreePort.find(),
                                brokerPort,
                                enrolmentPort));
        var trusted = new ArrayList<String>();
        pins.forEach(pin -> trusted.add(pin.asText()));
        Files.writeString(
                folder.resolve("device.conf"),
                """
                device.id = %s
                device.room = boardroom
                data.folder = %s
                capture.source = fifo:%s
                speech.model = %s
                link.broker = ssl://127.0.0.1:%d
                identity.hub = https://127.0.0.1:%d
                identity.pins = %s
                update.keys = %s
                update.healthy-time = 2s
                update.bandwidth-max = 40MiB
                """
                        .formatted(
                                BOX,
                                path("device"),
                                microphone.path,
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                brokerPort,
                                enrolmentPort,
                                String.join(", ", trusted),
                                key));
        var bin = Files.createDirectories(folder.resolve("bin")).resolve("roomscribe-device");
        Files.copy(ProjectFolder.resolve("device/src/deb/roomscribe-device"), bin);
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
        var lib = Files.createDirectories(folder.resolve("lib/roomscribe"));
        Files.createSymbolicLink(
                lib.resolve("roomscribe-device.jar"),
                ProjectFolder.resolve("device/target/roomscribe-device.jar"));
        Files.createSymbolicLink(
                lib.resolve("jvm.options"), ProjectFolder.resolve("device/src/deb/jvm.options"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void startHub() {
        var hub =
                ChildProcess.java(
                        "hub",
                        folder,
                        List.of(
                                "-XX:+UseSerialGC",
                                "-jar",
                                ProjectFolder.resolve("hub/target/roomscribe-hub.jar").toString(),
                                path("hub.conf")));
        processes.add(hub);
        Await.until("the hub to answer", PATIENCE, () -> api().isUp(), hub::text);
    }

    private void enrol(String claim) {
        try (var enrol =
                ChildProcess.start(
                        "enrol",
                        folder,
                        Map.of("ROOMSCRIBE_JAVA", java()),
                        List.of(
                                path("bin/roomscribe-device"),
                                "enrol",
                                claim,
                                path("device.conf")))) {
            assertThat(enrol.awaitExit(PATIENCE)).as(enrol::text).isZero();
        }
    }

    /// What `Restart=always` does.
    private void startBox() {
        processes.add(
                ChildProcess.start(
                        "box",
                        folder,
                        Map.of("ROOMSCRIBE_JAVA", java()),
                        List.of(
                                "sh",
                                "-c",
                                "while :; do bin/roomscribe-device \"$0\"; sleep 0.2; done",
                                path("device.conf"))));
    }

    private void publish(String version, Path jar) throws IOException {
        var release = Files.createDirectories(folder.resolve("release-" + version));
        Files.copy(jar, release.resolve("roomscribe-device.jar"));
        var _ =
                command(
                        "release",
                        "sign",
                        release.toString(),
                        "--version-number",
                        version,
                        "--key",
                        path("secret"),
                        "--json");
        var _ =
                command(
                        "release",
                        "publish",
                        release.toString(),
                        "--hub-folder",
                        path("hub"),
                        "--json");
    }

    /// Rolls out to all and waits until that is over, or paused.
    private JsonNode rollOut(String version) {
        var begun =
                api().post(
                                "/api/v1/rollouts",
                                """
                                {"version": "%s", "groups": [], "steps": "1, all", "failuresMax": 0, "atOnce": true}
                                """
                                        .formatted(version));
        var address = "/api/v1/rollouts/" + begun.path("id").asText();
        return Await.value(
                "the roll-out of " + version + " to end",
                PATIENCE,
                () -> {
                    var now = api().json(address);
                    return now.path("state").asText().equals("running") ? null : now;
                },
                this::logs);
    }

    private boolean isWell() {
        var now = status();
        return now.path("state").asText().equals("recording")
                && now.path("link").asText().equals("online")
                && now.path("acknowledged").asLong() > 0;
    }

    private JsonNode status() {
        try {
            return json.readTree(Files.readString(folder.resolve("device/status.json")));
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    /// What the box said of its updates, newest first.
    private List<String> steps() {
        var steps = new ArrayList<String>();
        api().json("/api/v1/devices/" + BOX + "/updates")
                .path("updates")
                .forEach(one -> steps.add(one.path("step").asText()));
        return steps;
    }

    private HubApi api() {
        return new HubApi(httpPort);
    }

    private String logs() {
        var all = new StringBuilder(status().toString()).append('\n');
        processes.forEach(process -> all.append(process.text()).append('\n'));
        return all.toString();
    }

    private JsonNode command(String... words) throws IOException {
        var line = new ArrayList<String>();
        line.add("-jar");
        line.add(ProjectFolder.resolve("provisioning/target/roomscribe.jar").toString());
        line.addAll(List.of(words));
        try (var command = ChildProcess.java("roomscribe", folder, line)) {
            assertThat(command.awaitExit(PATIENCE)).as(command::text).isZero();
            return json.readTree(command.output().getLast());
        }
    }
}
