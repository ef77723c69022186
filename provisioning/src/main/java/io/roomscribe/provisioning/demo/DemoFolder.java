package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.DeviceRegistry;
import io.roomscribe.provisioning.device.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// The folder of one demo run: two configuration files, the token by which the hub knows the box,
/// both processes' data and logs.
///
/// Thread-safe.
final class DemoFolder {
    static final DeviceId DEVICE = new DeviceId("demo-box");
    static final String ROOM = "demo";

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    static DemoFolder create(
            Path folder,
            DemoOptions options,
            Installation installation,
            int httpPort,
            int brokerPort,
            RandomGenerator random) {
        var made = new DemoFolder(folder.toAbsolutePath());
        try {
            PrivateFolder.create(made.folder);
            Files.writeString(made.hubConf(), made.hub(options, httpPort, brokerPort));
            Files.writeString(made.deviceConf(), made.device(options, installation, brokerPort));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write into %s (%s)".formatted(folder, e.getClass().getSimpleName()),
                    "choose another folder: './roomscribe demo --folder FOLDER'",
                    e);
        }
        new DeviceRegistry(made.hubData(), random).register(DEVICE, made.token());
        return made;
    }

    private String hub(DemoOptions options, int httpPort, int brokerPort) {
        var text = new StringBuilder();
        text.append("data.folder = ").append(hubData()).append('\n');
        text.append("http.port = ").append(httpPort).append('\n');
        text.append("broker.port = ").append(brokerPort).append('\n');
        text.append("language.models-folder = ").append(options.models()).append('\n');
        if (!options.languageModels()) {
            text.append("language.find-ollama = false\nlanguage.embedded = false\n");
        }
        // Named here, so nothing found elsewhere may come before it.
        options.model()
                .ifPresent(model ->
                        text.append("language.find-ollama = false\nlanguage.embedded-model = ")
                                .append(model)
                                .append('\n'));
        return text.toString();
    }

    private String device(DemoOptions options, Installation installation, int brokerPort) {
        var source = options.source().map(file -> "file:" + file.toAbsolutePath()).orElse("line");
        return """
        device.id = %s
        device.room = %s
        device.room-name = Demo room
        data.folder = %s
        capture.source = %s
        capture.speed = %s
        speech.model = %s
        speech.speaker-model = %s
        link.broker = tcp://127.0.0.1:%d
        link.username = %s
        link.password-file = %s
        """
                .formatted(
                        DEVICE,
                        ROOM,
                        deviceData(),
                        source,
                        options.speed(),
                        installation.speechModel(),
                        installation.speakerModel(),
                        brokerPort,
                        DEVICE,
                        token());
    }

    Path path() {
        return folder;
    }

    Path hubConf() {
        return folder.resolve("hub.conf");
    }

    Path deviceConf() {
        return folder.resolve("device.conf");
    }

    Path hubLog() {
        return folder.resolve("hub.log");
    }

    Path deviceLog() {
        return folder.resolve("device.log");
    }

    /// What the box says of itself now.
    DeviceStatus deviceStatus() {
        return DeviceStatus.read(deviceData().resolve("status.json"));
    }

    private Path hubData() {
        return folder.resolve("hub");
    }

    private Path deviceData() {
        return folder.resolve("device");
    }

    private Path token() {
        return folder.resolve("device.token");
    }
}
