package io.roomscribe.provisioning.image;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.provisioning.plan.PlannedBox;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The hub that a box is to belong to, as options; and from them the box's configuration.
public final class HubOptions {
    @Option(
            names = "--hub",
            paramLabel = "HOST",
            required = true,
            description = "name or address by which the box reaches the hub")
    private String hub;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            description = "the hub's data folder, for its pins")
    private Optional<Path> hubFolder;

    @Option(
            names = "--pin",
            paramLabel = "PIN",
            description = "whom the box trusts, as 'hub init' shows it; instead of --hub-folder")
    private List<String> pins = List.of();

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "8883",
            description = "the hub's identity.broker-port (default: ${DEFAULT-VALUE})")
    private int brokerPort;

    @Option(
            names = "--enrolment-port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "the hub's identity.enrolment-port (default: ${DEFAULT-VALUE})")
    private int enrolmentPort;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "further line of the box's configuration, such as capture.source=line:Jabra")
    private List<String> lines = List.of();

    /// @param by which command writes it
    /// @param model where the image has brought a speech model, empty for the usual place
    /// @throws IllegalArgumentException when it is not said whom the box trusts
    public String deviceConf(
            String by,
            PlannedBox box,
            Optional<String> model,
            Clock clock,
            RandomGenerator random) {
        var trusted =
                trusted(clock, random).stream().map(Pin::value).collect(Collectors.joining(", "));
        var host = hub.contains(":") ? "[" + hub + "]" : hub;
        var text =
                new StringBuilder(
                        """
                        # Written by roomscribe %s.
                        device.id = %s
                        device.room = %s
                        device.room-name = %s
                        data.folder = /var/lib/roomscribe
                        link.broker = ssl://%s:%d
                        identity.hub = https://%s:%d
                        identity.pins = %s
                        """
                                .formatted(
                                        by,
                                        box.device(),
                                        box.room(),
                                        box.roomName(),
                                        host,
                                        brokerPort,
                                        host,
                                        enrolmentPort,
                                        trusted));
        model.filter(_ -> lines.stream().noneMatch(line -> line.startsWith("speech.model")))
                .ifPresent(folder -> text.append("speech.model = ").append(folder).append('\n'));
        for (var line : lines) {
            if (!line.matches("[a-z][a-z0-9.-]* *= *[^\\p{Cntrl}]+")) {
                throw new IllegalArgumentException(
                        "'%s' is no line of a configuration; write --set KEY=VALUE"
                                .formatted(line));
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private List<Pin> trusted(Clock clock, RandomGenerator random) {
        if (!pins.isEmpty()) {
            return pins.stream().map(Pin::parse).toList();
        }
        if (hubFolder.isEmpty()) {
            throw new IllegalArgumentException(
                    "whom the box trusts is missing: --hub-folder, or --pin as 'hub init' shows it");
        }
        var identity = new AuthorityFolder(hubFolder.get().resolve("identity"));
        return Authority.open(identity, clock, random).pins();
    }
}
