package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device claim`: makes the one-time right of a box to become known.
@Command(
        name = "claim",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a claim: sixteen letters and digits that let one box get its certificate, once."
                    + " It takes the place of an earlier one that nobody used. The hub keeps only a"
                    + " hash of it, so write it down or use it now.",
            "",
            "Run it on the hub's machine as the hub's user; the hub may be running or not."
        })
public final class DeviceClaimCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;
    private final RandomGenerator random;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DEVICE", description = "name of the box, such as room-7")
    private String device;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(
            names = "--serial",
            paramLabel = "SERIAL",
            description = "serial number of the only machine that may use it")
    private Optional<String> serial;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description = "the room's short name (default: the box's)")
    private Optional<String> room;

    @Option(names = "--room-name", paramLabel = "NAME", description = "the room's name for people")
    private Optional<String> roomName;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "how long it is good (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--dry-run", description = "check everything and make nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param random hard to guess
    public DeviceClaimCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        var wanted = wanted();
        var drop = new IdentityDrop(hubFolder, clock, random);
        if (dryRun) {
            console.answer(
                    "would make a claim for %s, good for %d days".formatted(wanted.device(), days));
            return ExitCode.OK.number();
        }
        var claim = drop.make(wanted);
        var until = clock.instant().plus(wanted.life());
        if (json) {
            console.answerJson(
                    Map.of(
                            "device", wanted.device().value(),
                            "claim", claim.text(),
                            "expires", until.toString(),
                            "serial", wanted.serial()));
        } else {
            console.answer(claim.text());
            console.note("Aloud: " + claim.spoken());
            console.note(
                    "For %s%s, once, within %d days. On the box: roomscribe-device enrol %s"
                            .formatted(
                                    wanted.device(),
                                    wanted.serial().isEmpty()
                                            ? ""
                                            : " with the serial number " + wanted.serial(),
                                    days,
                                    claim.text()));
        }
        return ExitCode.OK.number();
    }

    private IdentityDrop.Wanted wanted() {
        if (days < 1 || days > 366) {
            throw new ParameterException(spec.commandLine(), "--days: from 1 to 366");
        }
        try {
            var id = new DeviceId(device);
            return new IdentityDrop.Wanted(
                    id,
                    new RoomId(room.orElse(device)),
                    roomName.or(() -> room).orElse(device),
                    serial.orElse("").strip(),
                    Duration.ofDays(days));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
