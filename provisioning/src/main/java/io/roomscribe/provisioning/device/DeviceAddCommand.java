package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe device add`: lets a box connect to a hub.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Makes a token for a box, writes it into a file for the box and its hash into the"
                        + " hub's list. Running it again changes nothing.")
public final class DeviceAddCommand implements Callable<Integer> {
    private final Console console;
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
            names = "--token-file",
            paramLabel = "FILE",
            description = "where to write the box's token (default: DEVICE.token here)")
    private Optional<Path> tokenFile;

    @Option(names = "--replace", description = "make a new token for a box that has one")
    private boolean replace;

    @Option(names = "--dry-run", description = "say what would be done")
    private boolean dryRun;

    public DeviceAddCommand(Console console, RandomGenerator random) {
        this.console = console;
        this.random = random;
    }

    @Override
    public Integer call() {
        var id = deviceId();
        var registry = new DeviceRegistry(hubFolder, random);
        var token = tokenFile.orElseGet(() -> Path.of(id + ".token"));
        if (!replace && registry.matches(id, token)) {
            console.answer("%s may connect already; its token is in %s".formatted(id, token));
            return ExitCode.OK.number();
        }
        if (!replace && registry.hash(id).isPresent()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s has a token already, and %s does not hold it".formatted(id, token),
                    "name its file with --token-file, or make a new one with --replace");
        }
        if (dryRun) {
            console.answer(
                    "would write a token to %s and its hash to %s"
                            .formatted(token, registry.file()));
            return ExitCode.OK.number();
        }
        registry.register(id, token);
        console.answer("%s may connect; its token is in %s".formatted(id, token));
        return ExitCode.OK.number();
    }

    private DeviceId deviceId() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
