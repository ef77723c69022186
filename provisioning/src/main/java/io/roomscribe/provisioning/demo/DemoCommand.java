package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.models.ModelsPlaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe demo`: the main job, end to end, on this machine.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a hub and a box here, plays a recorded meeting as the box's microphone, shows the text"
                    + " and the minutes as they come, and measures the run. Then it goes on serving the"
                    + " dashboard until Ctrl-C.",
            ""
        },
        footer = {
            "",
            "--json: {wer, words, gapSeconds, entriesSent, entriesAcknowledged,",
            "  duplicates, missing, partialLatencyMillisP50, partialLatencyMillisP95,",
            "  segmentLatencyMillisP50, segmentLatencyMillisP95, realTimeFactor,",
            "  memoryMiB {device, worker, hub, languageModel}, summaryModel, summary}",
            "wer is a fraction; what cannot be measured is null.",
            "With --exit: 0 when every entry was acknowledged exactly once and there",
            "are minutes, else 1."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Console console;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Path models;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "a WAV, FLAC, MP3 or Ogg file of your own instead of the bundled meeting")
    private Optional<Path> file;

    @Option(names = "--source", paramLabel = "FILE", description = "the same as an option")
    private Optional<Path> source;

    @Option(names = "--mic", description = "listen to this machine's microphone until Enter")
    private boolean microphone;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "play N times faster than real time")
    private double speed;

    @Option(names = "--port", paramLabel = "PORT", description = "the dashboard's port")
    private Optional<Integer> port;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "where to keep the run's files (default: a new one in ~/.roomscribe)")
    private Optional<Path> folder;

    @Option(names = "--no-llm", description = "extractive notes only, no language model")
    private boolean noLanguageModel;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "language model to use, see './roomscribe models list'")
    private Optional<String> model;

    @Option(
            names = "--hub-down",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "when you kill the hub: seconds until it is started again (default: ${DEFAULT-VALUE})")
    private int hubDownSeconds;

    @Option(names = "--exit", description = "end when the minutes are there")
    private boolean exit;

    @Option(
            names = "--json",
            description = "last line of stdout: one JSON object; implies no table")
    private boolean json;

    public DemoCommand(
            Console console,
            Clock clock,
            Ticker ticker,
            RandomGenerator random,
            ModelsPlaces places) {
        this.console = console;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.models = places.models();
    }

    @Override
    public Integer call() {
        var installation = Installation.find();
        var options = options(installation);
        ModelOffer.check(models, options.model());
        var httpPort = options.port().map(Ports::wanted).orElseGet(Ports::dashboard);
        var place = options.folder().orElseGet(this::newFolder);
        var prepared = DemoFolder.create(place, options, installation, httpPort, clock, random);
        console.note("Starting hub and box");
        try (var demo =
                new Demo(options, installation, prepared, httpPort, console, clock, ticker)) {
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop-demo"));
            if (microphone) {
                console.note("Speak. Enter ends the recording.");
            }
            if (microphone || console.isInteractive()) {
                listenTo(demo);
            }
            return run(demo, options).number();
        }
    }

    private ExitCode run(Demo demo, DemoOptions options) {
        var outcome = demo.run();
        if (outcome.isPresent() && options.json()) {
            console.answerJson(outcome.get());
        }
        if (outcome.isPresent() && !options.exit()) {
            demo.serve();
        }
        return outcome.filter(DemoOutcome::isGood).isPresent() ? ExitCode.OK : ExitCode.FAILED;
    }

    private DemoOptions options(Installation installation) {
        if (!(speed >= 0.1 && speed <= 1000)) {
            throw wrong("--speed is " + speed + "; use 0.1 to 1000");
        }
        if (port.filter(number -> number < 1 || number > 65_535).isPresent()) {
            throw wrong("--port is " + port.get() + "; use 1 to 65535");
        }
        var own = file.or(() -> source);
        if (microphone && own.isPresent()) {
            throw wrong("--mic and a file exclude each other");
        }
        if (microphone && speed != 1) {
            throw wrong("a microphone has only one speed; leave --speed away");
        }
        return new DemoOptions(
                microphone
                        ? Optional.empty()
                        : Optional.of(
                                own.map(DemoCommand::readable).orElseGet(installation::meeting)),
                speed,
                port,
                folder,
                !noLanguageModel,
                models,
                model,
                Duration.ofSeconds(hubDownSeconds),
                exit,
                json);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static Path readable(Path audio) {
        if (!Files.isRegularFile(audio) || !Files.isReadable(audio)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read audio file " + audio,
                    "name a WAV, FLAC, MP3 or Ogg file, or leave it away for the bundled meeting");
        }
        return audio;
    }

    private Path newFolder() {
        var time = FOLDER_TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
        return Path.of(System.getProperty("user.home"), ".roomscribe", "demo-" + time);
    }

    private static void listenTo(Demo demo) {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> readLines(demo));
    }

    private static void readLines(Demo demo) {
        try (var lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                demo.typed(line);
            }
        } catch (IOException e) {
            // No terminal: only Ctrl-C ends it.
        }
    }
}
