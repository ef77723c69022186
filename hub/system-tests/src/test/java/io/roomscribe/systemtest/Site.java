package io.roomscribe.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A building with one hub and one box, each a process of its own in a folder of the test.
final class Site implements AutoCloseable {
    static final String DEVICE = "box-1";
    private static final String TOKEN = "a token for tests only";
    private static final Duration START = Duration.ofMinutes(2);

    final Path folder;
    final int httpPort = FreePort.find();
    final int brokerPort;
    private Path deviceData;
    private int devicePort;
    private List<String> deviceOptions = List.of();
    private Map<String, String> deviceEnvironment = Map.of();
    private final List<ChildProcess> processes = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

    private Site(Path folder, int brokerPort) {
        this.folder = folder;
        this.brokerPort = brokerPort;
        this.devicePort = brokerPort;
        this.deviceData = folder.resolve("device");
    }

    /// A site whose hub brings its own broker and asks no language model.
    static Site in(Path folder) {
        var site = new Site(folder, FreePort.find());
        site.write("devices.conf", DEVICE + " sha256:" + Sha256.hex(TOKEN) + "\n");
        site.write("token", TOKEN + "\n");
        site.configureHub("language.embedded = false\nlanguage.find-ollama = false");
        return site;
    }

    /// @param extra further lines of `hub.conf`
    void configureHub(String extra) {
        write("admin-password", HubApi.PASSWORD + "\n");
        write(
                "hub.conf",
                """
                data.folder = %s
                account.first-password-file = %s
                http.port = %d
                broker.port = %d
                broker.devices-file = %s
                %s
                """
                        .formatted(
                                folder.resolve("hub"),
                                folder.resolve("admin-password"),
                                httpPort,
                                brokerPort,
                                folder.resolve("devices.conf"),
                                extra));
    }

    /// @param source as in `capture.source`
    /// @param extra further lines of `device.conf`
    void configureDevice(String source, double speed, String extra) {
        write(
                "device.conf",
                """
                device.id = %s
                device.room = boardroom
                device.room-name = Boardroom
                data.folder = %s
                capture.source = %s
                capture.speed = %s
                speech.model = %s
                link.broker = tcp://127.0.0.1:%d
                link.username = %s
                link.password-file = %s
                %s
                """
                        .formatted(
                                DEVICE,
                                deviceData(),
                                source,
                                speed,
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                devicePort,
                                DEVICE,
                                folder.resolve("token"),
                                extra));
    }

    Path deviceData() {
        return deviceData;
    }

    /// Where the box keeps its data from now on; configure it anew.
    void useDeviceData(Path data) {
        deviceData = data;
    }

    /// Where the box finds the broker from now on, such as through a proxy; configure it anew.
    void useDevicePort(int port) {
        devicePort = port;
    }

    /// @param options of the box's Java from now on
    void useDeviceOptions(List<String> options, Map<String, String> environment) {
        deviceOptions = options;
        deviceEnvironment = environment;
    }

    ChildProcess startHub() {
        var hub = launchHub();
        Await.until("the hub to answer", START, () -> !hub.isAlive() || api().isUp(), hub::text);
        if (!hub.isAlive()) {
            throw new AssertionError("the hub ended:\n" + hub.text());
        }
        return hub;
    }

    /// Without waiting for it to answer.
    ChildProcess launchHub() {
        return java(
                "hub",
                "hub/target/roomscribe-hub.jar",
                "hub.conf",
                List.of("-XX:+UseSerialGC"),
                Map.of());
    }

    ChildProcess startDevice() {
        var options = new ArrayList<>(deviceOptions);
        options.addFirst("@" + ProjectFolder.resolve("device/src/deb/jvm.options"));
        return java(
                "device",
                "device/target/roomscribe-device.jar",
                "device.conf",
                options,
                deviceEnvironment);
    }

    private ChildProcess java(
            String name,
            String jar,
            String configuration,
            List<String> options,
            Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "-jar",
                        ProjectFolder.resolve(jar).toString(),
                        folder.resolve(configuration).toString()));
        var process = ChildProcess.start(name, folder, environment, command);
        processes.add(process);
        return process;
    }

    HubApi api() {
        return new HubApi(httpPort);
    }

    /// What the box last wrote of itself; a missing node before its first second.
    JsonNode deviceStatus() {
        try {
            return json.readTree(Files.readString(deviceData().resolve("status.json")));
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    /// Everything both processes printed.
    String logs() {
        var all = new StringBuilder();
        for (var process : processes) {
            all.append(process.text()).append('\n');
        }
        return all.toString();
    }

    /// Another token than the one the hub knows.
    void writeToken(String token) {
        write("token", token + "\n");
    }

    void replaceInDevice(String what, String by) {
        try {
            write("device.conf", Files.readString(folder.resolve("device.conf")).replace(what, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(ChildProcess::close);
    }
}
