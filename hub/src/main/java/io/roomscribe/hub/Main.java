package io.roomscribe.hub;

import io.roomscribe.hub.Hub.Outside;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.sabotage.Sabotage;
import io.roomscribe.protocol.supervision.Defect;
import io.roomscribe.protocol.supervision.Failure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Starts the hub from one configuration file and stops it in order on SIGTERM. The only place that
/// takes clocks and randomness from the machine.
public final class Main {
    private static final String USAGE =
            "usage: java -jar roomscribe-hub.jar <configuration file>, see docs/configuration.md";

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        LogLine.configure();
        for (var missing : Sabotage.active()) {
            say(System.err, "roomscribe-hub: SABOTAGED for a test: " + missing.word());
        }
        if (arguments.length != 1 || arguments[0].startsWith("-")) {
            var isHelp = arguments.length == 1 && arguments[0].equals("--help");
            say(isHelp ? System.out : System.err, USAGE);
            System.exit((isHelp ? ExitCode.OK : ExitCode.CONFIGURATION).number());
        }
        Thread.setDefaultUncaughtExceptionHandler(Main::defect);
        try {
            var config = HubConfig.read(ConfigurationReader.of(Path.of(arguments[0])));
            var hub = Hub.start(config, outside(), Main::end);
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "stop"));
            hub.firstAdmin()
                    .ifPresent(made ->
                            say(
                                    System.out,
                                    "First sign-in: name '%s', one-time password '%s'. It is shown only now."
                                            .formatted(
                                                    made.account().name(),
                                                    made.oneTimePassword())));
        } catch (Failure e) {
            say(System.err, "roomscribe-hub: " + e.getMessage());
            System.exit(ExitCode.of(e).number());
        }
        // Every task is a daemon; the process lives until a signal or a fatal failure.
        new CountDownLatch(1).await();
    }

    private static Outside outside() {
        var version = Main.class.getPackage().getImplementationVersion();
        return new Outside(
                Clock.system(ZoneId.systemDefault()),
                System::nanoTime,
                new SecureRandom(),
                version == null ? "development" : version,
                models(System.getenv("ROOMSCRIBE_MODELS"), System.getProperty("user.home")));
    }

    /// The same folder that `roomscribe models` uses.
    static Path models(@Nullable String named, String home) {
        return named == null || named.isBlank()
                ? Path.of(home, ".roomscribe", "models")
                : Path.of(named);
    }

    /// Called by a supervised task, for which the orderly stop would wait.
    private static void end(Failure failure) {
        Thread.ofPlatform().name("end").start(() -> System.exit(ExitCode.of(failure).number()));
    }

    /// A hub without one of its threads is worse than one that starts anew. Paho's threads die with
    /// their connection.
    private static void defect(Thread thread, Throwable thrown) {
        var failure = new Defect("thread " + thread.getName(), thrown);
        say(System.err, "roomscribe-hub: " + failure.getMessage());
        if (thrown instanceof Error || !thread.getName().startsWith("MQTT")) {
            end(failure);
        }
    }

    private static void say(PrintStream stream, String line) {
        stream.println(line);
    }
}
