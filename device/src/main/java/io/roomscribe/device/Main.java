package io.roomscribe.device;

import io.roomscribe.device.admin.AdminCommand;
import io.roomscribe.device.admin.MicCheckCommand;
import io.roomscribe.device.clock.SystemClockQuality;
import io.roomscribe.device.identity.PlacementFile;
import io.roomscribe.device.recording.BootId;
import io.roomscribe.device.speechmodel.InstalledModels;
import io.roomscribe.device.twin.TwinCheck;
import io.roomscribe.device.twin.TwinFile;
import io.roomscribe.device.update.RunningRelease;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.protocol.supervision.Defect;
import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Starts the box from one configuration file and stops it in order on SIGTERM. The only place that
/// takes clocks and randomness from the machine.
public final class Main {
    private static final String USAGE =
            "usage: roomscribe-device CONFIGURATION    runs the box, see docs/configuration.md\n"
                    + TranscribeCommand.HELP
                    + AdminCommand.help();

    /// systemd-timesyncd makes it once the clock is set.
    private static final Path CLOCK_IS_SET = Path.of("/run/systemd/timesync/synchronized");

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && AdminCommand.isOne(arguments[0])) {
            System.exit(ask(List.of(arguments)));
        }
        if (arguments.length > 0 && arguments[0].equals("enrol")) {
            System.exit(
                    new EnrolCommand(System.out, System.err, Clock.systemUTC(), version())
                            .run(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals("doctor")) {
            System.exit(
                    new DoctorCommand(System.out, System.err, Clock.systemUTC(), System::nanoTime)
                            .run(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && MicCheckCommand.isOne(arguments[0])) {
            System.exit(
                    new MicCheckCommand(
                                    System.out,
                                    System.err,
                                    new MicCheckCommand.Screen(System.in, terminal().isPresent()),
                                    DeviceConfig::dataFolder,
                                    System::nanoTime)
                            .run(arguments[0], List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals("transcribe")) {
            readLoggingProperties();
            System.exit(transcribe(List.of(arguments).subList(1, arguments.length)));
        }
        var recentLog = configureLogging();
        for (var missing : Sabotage.active()) {
            say(System.err, "roomscribe-device: SABOTAGED for a test: " + missing.word());
        }
        if (arguments.length != 1 || arguments[0].startsWith("-")) {
            var isHelp = arguments.length == 1 && arguments[0].equals("--help");
            say(isHelp ? System.out : System.err, USAGE);
            System.exit((isHelp ? ExitCode.OK : ExitCode.CONFIGURATION).number());
        }
        System.exit(run(Path.of(arguments[0]), recentLog).number());
    }

    /// Talks to the box that runs on this computer.
    private static int ask(List<String> words) throws InterruptedException {
        return new AdminCommand(
                        System.out,
                        System.err,
                        DeviceConfig::dataFolder,
                        ZoneId.systemDefault(),
                        terminal().isPresent())
                .run(words);
    }

    private static int transcribe(List<String> words) throws InterruptedException {
        return new TranscribeCommand(
                        System.in,
                        System.out,
                        System.err,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new SecureRandom())
                .run(words);
    }

    private static ExitCode run(Path configuration, RecentLog recentLog)
            throws InterruptedException {
        // One place is enough: the first reason to end is the one that counts.
        BlockingQueue<ExitCode> end = new ArrayBlockingQueue<>(1);
        Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> defect(thread, defect, end));
        try {
            var config = configuration(configuration);
            try (var process =
                    DeviceProcess.start(
                            config,
                            outside(recentLog, configuration),
                            failure -> fail(failure, end))) {
                var reason = new AtomicReference<>(ExitCode.SIGNAL);
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> stop(process, reason.get()), "stop"));
                process.onFinished(() -> end.offer(ExitCode.OK));
                process.onRestart(() -> end.offer(ExitCode.RESTART));
                reason.set(end.take());
                stop(process, reason.get());
                return reason.get();
            }
        } catch (Failure e) {
            say(System.err, "roomscribe-device: " + e.getMessage());
            return ExitCode.of(e);
        }
    }

    private static void stop(DeviceProcess process, ExitCode reason) {
        if (reason.isOrderly()) {
            process.endsInOrder();
        }
        process.close();
    }

    private static void fail(Failure failure, BlockingQueue<ExitCode> end) {
        say(System.err, "roomscribe-device: " + failure.getMessage());
        var _ = end.offer(ExitCode.of(failure));
    }

    /// A box without one of its threads is worse than one that starts anew. The defect's message
    /// may hold anything, so only its place is told. Paho's threads die with their connection.
    private static void defect(Thread thread, Throwable defect, BlockingQueue<ExitCode> end) {
        var failure = new Defect("thread " + thread.getName(), defect);
        say(System.err, "roomscribe-device: " + failure.getMessage());
        if (defect instanceof VirtualMachineError || thread.getName().equals("main")) {
            // Out of memory, say: an orderly end would need some. The next start mends what is
            // open.
            Runtime.getRuntime().halt(ExitCode.INTERNAL.number());
        }
        if (defect instanceof Error || !thread.getName().startsWith("MQTT")) {
            var _ = end.offer(ExitCode.INTERNAL);
        }
    }

    private static Outside outside(RecentLog recentLog, Path configuration) {
        return new Outside(
                Clock.systemUTC(),
                System::nanoTime,
                new SecureRandom(),
                BootId.current(),
                new SystemClockQuality(() -> Files.exists(CLOCK_IS_SET), System::nanoTime),
                RunningRelease.of(System.getenv(), version()),
                recentLog::text,
                System.getenv(),
                terminal(),
                settings -> read(configuration, settings).values());
    }

    private static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// The file, and on top of it what the hub desires as far as it makes sense here.
    private static DeviceConfig configuration(Path file) {
        var own = read(file, Map.of());
        var desired = new TwinFile(own.data().folder()).read();
        var check =
                new TwinCheck(
                        settings -> read(file, settings).values(),
                        new InstalledModels(own.data().folder()));
        return read(file, check.check(desired).accepted());
    }

    /// Where the hub moved the box to counts above the file.
    private static DeviceConfig read(Path file, Map<String, String> onTop) {
        var placement = new PlacementFile(DeviceConfig.dataFolder(file));
        return DeviceConfig.read(
                ConfigurationReader.of(file).with(placement.settings()).with(onTop));
    }

    // In Java 25 it is null again where nobody sits.
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<PrintStream> terminal() {
        var console = System.console();
        return console != null && console.isTerminal() ? Optional.of(System.out) : Optional.empty();
    }

    private static RecentLog configureLogging() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            readLoggingProperties();
        }
        var recentLog = new RecentLog();
        Logger.getLogger("").addHandler(recentLog);
        return recentLog;
    }

    private static void readLoggingProperties() {
        try (var properties = Main.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(PrintStream stream, String line) {
        stream.println(line);
    }
}
