package io.roomscribe.provisioning.install;

import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.image.HubOptions;
import io.roomscribe.provisioning.plan.Plan;
import io.roomscribe.provisioning.plan.PlannedClaims;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `roomscribe device install`: makes a machine with Debian a box, over SSH.
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a machine that runs Debian 12 or newer (or Raspberry Pi OS, 64 bits) a box, over SSH:"
                    + " looks whether it can be one, sends and installs the package, writes configuration"
                    + " and claim, starts the box and waits until the hub knows it. Every step finds out"
                    + " whether it was done; broken off, it goes on when this is run again, and on a box"
                    + " that is as it should be it changes nothing.",
            "",
            "It uses the system's 'ssh' with its keys and its known hosts. A machine whose host key is not"
                    + " known is refused.",
        },
        footer = {
            "",
            "--json: {device, address, dryRun, steps}; steps are those that were done, or would be:"
                    + " install, configure, claim, restart."
        })
public final class DeviceInstallCommand implements Callable<Integer> {
    private final Console console;
    private final Path root;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    @Spec private CommandSpec spec;

    @Mixin private SshOptions sshOptions = new SshOptions();

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
            names = "--deb",
            paramLabel = "FILE",
            description =
                    "package to install, also several (default: those in device/target for the"
                            + " machine's architecture)")
    private List<Path> packages = List.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "how long to wait until the hub knows the box (default: ${DEFAULT-VALUE})")
    private int waitSeconds;

    @Option(names = "--dry-run", description = "look at the machine and say what would be done")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    /// @param root the project's or installation's folder, for packages that were built
    public DeviceInstallCommand(
            Console console, Path root, Clock clock, Ticker ticker, RandomGenerator random) {
        this.console = console;
        this.root = root;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            var box = Plan.readFaultless(table).box(device, table);
            var conf = hub.deviceConf("device install", box, Optional.empty(), clock, random);
            install(new Ssh(sshOptions), conf);
            return ExitCode.OK.number();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private void install(Ssh ssh, String conf) throws InterruptedException {
        console.note("Looking at " + address());
        var machine = Machine.look(ssh, address());
        var installation = new Installation(ssh, address(), machine, ticker);
        var files = files(machine);
        var claim =
                machine.isEnrolled()
                        ? Optional.<String>empty()
                        : Optional.of(PlannedClaims.good(table, device, clock).text());
        var steps = steps(installation, machine, files, conf);
        if (!dryRun) {
            carryOut(installation, steps, files, conf, claim);
        }
        answer(steps);
    }

    private List<String> steps(
            Installation installation, Machine machine, List<PackageFile> files, String conf)
            throws InterruptedException {
        var steps = new ArrayList<String>();
        if (machine.installed().isEmpty() || !hasAll(installation, files)) {
            steps.add("install");
        }
        if (!machine.confSha256().equals(Sha256.hex(conf.getBytes(StandardCharsets.UTF_8)))) {
            steps.add("configure");
        }
        if (!machine.isEnrolled()) {
            steps.add("claim");
        }
        if (!steps.isEmpty()) {
            steps.add("restart");
        }
        return steps;
    }

    private static boolean hasAll(Installation installation, List<PackageFile> files)
            throws InterruptedException {
        for (var file : files) {
            if (!installation.has(file)) {
                return false;
            }
        }
        return true;
    }

    private void carryOut(
            Installation installation,
            List<String> steps,
            List<PackageFile> files,
            String conf,
            Optional<String> claim)
            throws InterruptedException {
        if (steps.contains("install")) {
            for (var file : files) {
                console.note(
                        "Sending %s (%d MiB)"
                                .formatted(file.path().getFileName(), file.bytes() >> 20));
                installation.send(file);
            }
            console.note("Installing");
            installation.install(files);
        }
        if (steps.contains("configure")) {
            console.note("Writing its configuration");
            installation.configure(conf);
        }
        if (claim.isPresent()) {
            installation.claim(claim.get());
        }
        if (steps.contains("restart")) {
            console.note("Starting it, and waiting until the hub knows it");
            installation.restart();
        }
        installation.awaitEnrolled(Duration.ofSeconds(waitSeconds));
    }

    private List<PackageFile> files(Machine machine) {
        if (!packages.isEmpty()) {
            return packages.stream().map(PackageFile::of).toList();
        }
        var target = root.resolve("device").resolve("target");
        var files = new ArrayList<PackageFile>();
        if (!machine.hasJava()) {
            var runtime =
                    target.resolve(
                            "roomscribe-runtime_25_%s.deb".formatted(machine.architecture()));
            if (!Files.exists(runtime)) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "%s has no Java 25, and there is no package of it here"
                                .formatted(address()),
                        "run 'device/src/deb/runtime.sh %s', then this again"
                                .formatted(machine.architecture()));
            }
            files.add(PackageFile.of(runtime));
        }
        files.add(
                PackageFile.of(
                        target.resolve(
                                "roomscribe-device_%s.deb".formatted(machine.architecture()))));
        return files;
    }

    private void answer(List<String> steps) {
        if (json) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("device", device);
            shape.put("address", address());
            shape.put("dryRun", dryRun);
            shape.put("steps", steps);
            console.answerJson(shape);
            return;
        }
        var what = steps.isEmpty() ? "nothing to do" : String.join(", ", steps);
        console.answer(
                dryRun
                        ? "%s on %s: would do: %s".formatted(device, address(), what)
                        : "%s is on %s, and the hub knows it (%s)"
                                .formatted(device, address(), what));
    }

    private String address() {
        return sshOptions.address();
    }
}
