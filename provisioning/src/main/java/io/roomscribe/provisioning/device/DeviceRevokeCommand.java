package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.RevocationOutlook;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
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
            "Run it on the hub's machine as the hub's user; the hub may be running or not. Only"
                    + " a hub that runs can answer --dry-run."
        },
        footer = {
            "",
            "--json: {device, revoked, state}; state is done or when-the-hub-starts. With",
            "--dry-run also certificates and claims, counts of what would end; state is",
            "would-revoke or already-revoked."
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

    @Option(names = "--dry-run", description = "ask the hub what would end, and revoke nothing")
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
            answerDryRun(outlook(drop, id));
            return ExitCode.OK.number();
        }
        var ticket = drop.revoke(id);
        var isDone = isSoon(() -> !Files.exists(ticket));
        if (drop.takeUnknown(id)) {
            throw unknown(id);
        }
        if (json) {
            console.answerJson(shape(id, isDone, isDone ? "done" : "when-the-hub-starts"));
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

    private static CommandException unknown(DeviceId id) {
        return new CommandException(
                ExitCode.FAILED,
                "the hub has given no certificate and no claim to a box " + id,
                "look at the hub's page 'Who may connect' for its name; a box that connects"
                        + " with a password is shut out by taking its line out of the hub's"
                        + " devices file");
    }

    private RevocationOutlook outlook(IdentityDrop drop, DeviceId id) throws InterruptedException {
        drop.ask(id);
        var answer = new AtomicReference<Optional<RevocationOutlook>>(Optional.empty());
        try {
            isSoon(() -> answer.updateAndGet(_ -> drop.takeOutlook(id)).isPresent());
        } finally {
            drop.takeBack(id);
        }
        var outlook =
                answer.get()
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.UNREACHABLE,
                                        "the hub of %s does not run, so nobody can say whether it knows %s"
                                                .formatted(hubFolder, id),
                                        "start the hub and ask again; without --dry-run, the"
                                                + " revocation waits for its start"));
        if (!outlook.known()) {
            throw unknown(id);
        }
        return outlook;
    }

    private void answerDryRun(RevocationOutlook outlook) {
        var id = outlook.device();
        if (json) {
            var shape = shape(id, false, outlook.hasRights() ? "would-revoke" : "already-revoked");
            shape.put("certificates", outlook.certificates());
            shape.put("claims", outlook.claims());
            console.answerJson(shape);
        } else if (outlook.hasRights()) {
            console.answer(
                    "would cut %s off: certificates that would end: %d, unused claims that would go: %d"
                            .formatted(id, outlook.certificates(), outlook.claims()));
            console.note("Nothing was changed; run it again without --dry-run.");
        } else {
            console.answer(id + " has no right to connect any more; there is nothing to revoke");
        }
    }

    private static Map<String, Object> shape(DeviceId id, boolean isRevoked, String state) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("device", id.value());
        shape.put("revoked", isRevoked);
        shape.put("state", state);
        return shape;
    }

    private DeviceId id() {
        try {
            return new DeviceId(device);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /// Waits for the hub, which looks once a second.
    private static boolean isSoon(BooleanSupplier done) throws InterruptedException {
        for (var look = 0; look < LOOKS; look++) {
            if (done.getAsBoolean()) {
                return true;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return false;
    }
}
