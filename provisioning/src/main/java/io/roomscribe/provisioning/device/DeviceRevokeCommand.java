package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device revoke`: takes a box's right to connect away.
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a box's right to connect away, such as when it was stolen: its connection ends"
                    + " at once, and its certificates and unused claims are good for nothing. The"
                    + " box goes on recording and keeps what it has; a new claim lets it in again.",
            "",
            "Run it on the hub's machine as the hub's user; the hub may be running or not."
        })
public final class DeviceRevokeCommand implements Callable<Integer> {
    private static final int LOOKS = 50;
    private static final int BETWEEN_LOOKS_MILLIS = 100;

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

    @Option(names = "--dry-run", description = "check everything and revoke nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public DeviceRevokeCommand(Console console, Clock clock, RandomGenerator random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        var id = id();
        var drop = new IdentityDrop(hubFolder, clock, random);
        if (dryRun) {
            answerDryRun(id);
            return ExitCode.OK.number();
        }
        var isDone = isTaken(drop.revoke(id));
        if (drop.takeUnknown(id)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub has given no certificate and no claim to a box " + id,
                    "look at the hub's page 'Who may connect' for its name; a box that connects"
                            + " with a password is shut out by taking its line out of the hub's"
                            + " devices file");
        }
        if (json) {
            console.answerJson(Map.of("device", id.value(), "revoked", isDone));
        } else if (isDone) {
            console.answer(
                    "%s is cut off. To let it in again: ./roomscribe device claim %s --hub-folder %s"
                            .formatted(id, id, hubFolder));
        } else {
            console.answer(
                    "The hub of %s does not run; %s is cut off when it starts."
                            .formatted(hubFolder, id));
        }
        return ExitCode.OK.number();
    }

    private void answerDryRun(DeviceId id) {
        if (json) {
            console.answerJson(Map.of("device", id.value(), "revoked", false));
        } else {
            console.answer("would take the right to connect from " + id);
        }
    }

    private DeviceId id() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static boolean isTaken(Path ticket) throws InterruptedException {
        for (var look = 0; look < LOOKS; look++) {
            if (!Files.exists(ticket)) {
                return true;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return false;
    }
}
