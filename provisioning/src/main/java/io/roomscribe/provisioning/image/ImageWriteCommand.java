package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.plan.Plan;
import io.roomscribe.provisioning.plan.PlannedClaims;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe image write`: makes a card with a fresh Raspberry Pi OS, or an image of one, into a
/// box's.
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a box has to know onto the boot partition of a card with a fresh Raspberry Pi"
                    + " OS, or into the file of such an image, or of one of 'image build': its name, network, hub, whom it trusts, its claim. The image's format is"
                    + " found out; the wrong one would be ignored by the box, so it is refused here."
                    + " Running it again writes the same files.",
            "",
            "A card: write the image to it first, without settings of the imager's, and mount its small"
                    + " partition. An image file: unpack it first; one copy for each box."
        })
public final class ImageWriteCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;
    private final RandomGenerator random;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PLACE",
            description = "where the boot partition is mounted, or an image file (needs mtools)")
    private Path place;

    @Option(
            names = "--plan",
            paramLabel = "TABLE",
            required = true,
            description = "the table of rooms that was applied")
    private Path table;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            required = true,
            description = "which of its boxes")
    private String device;

    @Mixin private HubOptions hub = new HubOptions();

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            required = true,
            description = "public key of the technicians' login")
    private Path sshKey;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "technician",
            description = "the technicians' login (default: ${DEFAULT-VALUE})")
    private String user;

    @Option(
            names = "--locale",
            defaultValue = "en_GB.UTF-8",
            description = "(default: ${DEFAULT-VALUE})")
    private String locale;

    @Option(
            names = "--timezone",
            defaultValue = "Etc/UTC",
            description = "(default: ${DEFAULT-VALUE})")
    private String timezone;

    @Option(names = "--keyboard", defaultValue = "gb", description = "(default: ${DEFAULT-VALUE})")
    private String keyboard;

    @Option(
            names = "--dns",
            paramLabel = "ADDRESS",
            description = "name server for a static address; more than one may be given")
    private List<String> nameServers = List.of();

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            defaultValue = "",
            description = "HTTP proxy for installing packages")
    private String proxy;

    @Mixin private WifiOptions wifi = new WifiOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "firstrun, cloud-init, rpi-preseed or appliance, where the image does not tell")
    private Optional<String> format;

    @Option(names = "--dry-run", description = "say what would be written")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public ImageWriteCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        try {
            var wanted = format.map(BootFormat::parse);
            var partition = BootPartition.of(place);
            var found = BootFormat.of(partition, wanted);
            var setup = setup(ApplianceMarker.modelOf(partition));
            var files = BootFiles.of(found, setup, partition.read("cmdline.txt").orElse(""));
            if (!dryRun) {
                files.forEach(partition::write);
            }
            answer(partition, found, new TreeSet<>(files.keySet()));
            return ExitCode.OK.number();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private BoxSetup setup(Optional<String> model) {
        var box = Plan.readFaultless(table).box(device, table);
        var claim = PlannedClaims.good(table, device, clock).text();
        var address =
                box.address().isEmpty()
                        ? Optional.<BoxSetup.StaticAddress>empty()
                        : Optional.of(
                                new BoxSetup.StaticAddress(
                                        box.address(), box.gateway(), nameServers));
        return new BoxSetup(
                box.hostname(),
                user,
                WifiOptions.text(sshKey).strip(),
                locale,
                timezone,
                keyboard,
                wifi.wifi(),
                address,
                proxy,
                hub.deviceConf("image write", box, model, clock, random),
                claim);
    }

    private void answer(BootPartition partition, BootFormat found, SortedSet<String> names) {
        if (json) {
            console.answerJson(
                    Map.of(
                            "device", device,
                            "format", found.word(),
                            "files", names,
                            "written", !dryRun));
            return;
        }
        console.answer(
                "%s %s for %s, as %s"
                        .formatted(
                                dryRun ? "Would write" : "Wrote",
                                String.join(", ", names),
                                device,
                                found.word()));
        if (!dryRun) {
            console.note(
                    partition.farewell()
                            + " The box becomes known by itself at its first start; the card holds its"
                            + " claim until then.");
        }
    }
}
