package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.IdentityDrop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The folder of one demo run: two configuration files, the hub's identity, the claim by which the
/// box becomes known to it, both processes' data and logs. Box and hub meet as they do in the
/// field: the box enrols with its claim and connects with its certificate.
///
/// Thread-safe.
final class DemoFolder {
    static final DeviceId DEVICE = new DeviceId("demo-box");
    static final String ROOM = "demo";
    private static final Duration CLAIM_LIFE = Duration.ofHours(1);

    private final Path folder;
    private final String adminPassword;

    private DemoFolder(Path folder, String adminPassword) {
        this.folder = folder;
        this.adminPassword = adminPassword;
    }

    static DemoFolder create(
            Path folder,
            DemoOptions options,
            Installation installation,
            int httpPort,
            Clock clock,
            RandomGenerator random) {
        DemoFolder made;
        try {
            var place = PrivateFolder.create(folder.toAbsolutePath());
            made = new DemoFolder(place, AdminPassword.keep(passwordFile(place), random));
            var brokerPort = Ports.free();
            var enrolmentPort = Ports.free();
            Files.writeString(
                    made.hubConf(), made.hub(options, httpPort, brokerPort, enrolmentPort));
            var pins = made.makeIdentity(clock, random);
            Files.writeString(
                    made.deviceConf(),
                    made.device(options, installation, brokerPort, enrolmentPort, pins));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write into %s (%s)".formatted(folder, e.getClass().getSimpleName()),
                    "choose another folder: './roomscribe demo --folder FOLDER'",
                    e);
        }
        return made;
    }

    /// @return what the box trusts
    private List<Pin> makeIdentity(Clock clock, RandomGenerator random) throws IOException {
        var identity = new AuthorityFolder(hubData().resolve("identity"));
        PrivateFolder.create(hubData());
        Authority.init(
                identity,
                ServerNames.parse(List.of("localhost", "127.0.0.1")),
                clock,
                random,
                false);
        var claim =
                new IdentityDrop(hubData(), clock, random)
                        .make(
                                new IdentityDrop.Wanted(
                                        DEVICE, new RoomId(ROOM), "Demo room", "", CLAIM_LIFE));
        PrivateFolder.create(deviceData());
        var kept = PrivateFolder.create(deviceData().resolve("identity"));
        Files.writeString(kept.resolve("claim"), claim.text() + "\n");
        return Authority.open(identity, clock, random).pins();
    }

    private String hub(DemoOptions options, int httpPort, int brokerPort, int enrolmentPort) {
        var text = new StringBuilder();
        text.append("data.folder = ").append(hubData()).append('\n');
        text.append("account.first-password-file = ").append(passwordFile(folder)).append('\n');
        text.append("http.port = ").append(httpPort).append('\n');
        text.append("broker.port = ").append(Ports.free()).append('\n');
        text.append("identity.host = 127.0.0.1\n");
        text.append("identity.broker-port = ").append(brokerPort).append('\n');
        text.append("identity.enrolment-port = ").append(enrolmentPort).append('\n');
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

    private String device(
            DemoOptions options,
            Installation installation,
            int brokerPort,
            int enrolmentPort,
            List<Pin> pins) {
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
        link.broker = ssl://127.0.0.1:%d
        identity.hub = https://127.0.0.1:%d
        identity.pins = %s
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
                        enrolmentPort,
                        pins.stream().map(Pin::value).collect(Collectors.joining(", ")));
    }

    /// By which this command asks the hub.
    String adminPassword() {
        return adminPassword;
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("admin.password");
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
}
