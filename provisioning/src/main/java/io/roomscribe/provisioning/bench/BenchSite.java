package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.AdminPassword;
import io.roomscribe.provisioning.demo.ChildProcess;
import io.roomscribe.provisioning.demo.DeviceStatus;
import io.roomscribe.provisioning.demo.HubAnswer;
import io.roomscribe.provisioning.demo.HubClient;
import io.roomscribe.provisioning.demo.Installation;
import io.roomscribe.provisioning.demo.Ports;
import io.roomscribe.provisioning.device.DeviceRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A hub of its own, and a box for each recording, as real processes in a temporary folder that
/// goes when it is closed. What is measured is what a room gets: capture, speech worker, link,
/// ingest, diarizer (docs/adr/0009 says why no other way).
///
/// Confined to the main thread, but for [#close()], which may come from a shutdown hook.
final class BenchSite implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(250);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /// Labels that have not changed for so long are the last ones.
    private static final Duration CALM = Duration.ofSeconds(3);

    /// Faster, and a slow disk loses frames.
    private static final int SPEED = 20;

    private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(5);

    private final Installation installation;
    private final Path folder;
    private final Path speechModel;
    private final Console console;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final int brokerPort;
    private final HubClient hub;
    private final ChildProcess hubProcess;
    private volatile Optional<ChildProcess> box = Optional.empty();
    private final StopSignal stop = new StopSignal();
    private int boxes;

    private BenchSite(
            Installation installation,
            Path folder,
            Path speechModel,
            Console console,
            Ticker ticker,
            RandomGenerator random)
            throws IOException {
        this.installation = installation;
        this.folder = folder;
        this.speechModel = speechModel;
        this.console = console;
        this.ticker = ticker;
        this.random = random;
        this.brokerPort = Ports.free();
        var httpPort = Ports.free();
        var passwordFile = folder.resolve("admin.password");
        this.hub =
                new HubClient(
                        URI.create("http://127.0.0.1:" + httpPort),
                        AdminPassword.keep(passwordFile, random));
        Files.writeString(
                hubConf(),
                """
                data.folder = %s
                account.first-password-file = %s
                http.port = %d
                broker.port = %d
                language.find-ollama = false
                language.embedded = false
                """
                        .formatted(folder.resolve("hub"), passwordFile, httpPort, brokerPort));
        Files.createDirectories(folder.resolve("hub"));
        this.hubProcess = installation.startHub(hubConf(), log("hub"));
    }

    static BenchSite open(
            Installation installation,
            Optional<Path> speechModel,
            Console console,
            Ticker ticker,
            RandomGenerator random) {
        var folder = BenchFolder.create();
        try {
            var site =
                    new BenchSite(
                            installation,
                            folder,
                            speechModel.orElseGet(installation::speechModel),
                            console,
                            ticker,
                            random);
            Runtime.getRuntime().addShutdownHook(new Thread(site::close, "stop-bench"));
            site.awaitHub();
            return site;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static CommandException unwritable(Path folder, IOException why) {
        return new CommandException(
                ExitCode.FAILED,
                "cannot write into %s (%s)".formatted(folder, why.getClass().getSimpleName()),
                "free some space and run it again",
                why);
    }

    /// Folder name of the speech model.
    String model() {
        return Recordings.name(speechModel.toAbsolutePath());
    }

    /// Folder name of the speaker model.
    String speakerModel() {
        return Recordings.name(installation.speakerModel());
    }

    private void awaitHub() {
        var began = ticker.nanos();
        while (!hub.isReady()) {
            checkAlive(hubProcess);
            if (ticker.since(began).compareTo(START_LIMIT) > 0) {
                throw new CommandException(
                        ExitCode.UNREACHABLE,
                        "the hub does not answer: " + hubProcess.lastWords(),
                        "run './roomscribe demo' to see whether it works there");
            }
            pause();
        }
    }

    /// Plays a recording as a new box's microphone in a room of its own.
    ///
    /// @param withSpeakers wait until the speakers are told apart
    Transcribed transcribe(Path audio, boolean withSpeakers) {
        var name = "bench-" + ++boxes;
        var place = folder.resolve(name);
        var started = installation.startDevice(boxConf(name, audio), log("box"));
        box = Optional.of(started);
        try {
            var status = awaitDelivered(started, place, audio);
            var meeting = hub.newestMeeting(name);
            var segments =
                    meeting.map(one -> withSpeakers ? calm(one.id()) : segments(one.id()))
                            .orElse(List.of());
            return new Transcribed((double) status.samplesRecorded() / Audio.SAMPLE_RATE, segments);
        } finally {
            started.stop();
            box = Optional.empty();
            BenchFolder.delete(place);
        }
    }

    private Path boxConf(String name, Path audio) {
        var device = new DeviceId(name);
        var token = folder.resolve(name + ".token");
        new DeviceRegistry(folder.resolve("hub"), random).register(device, token);
        var file = folder.resolve(name + ".conf");
        try {
            Files.writeString(
                    file,
                    """
                    device.id = %s
                    device.room = %s
                    device.room-name = Bench
                    data.folder = %s
                    capture.source = file:%s
                    capture.speed = %d
                    speech.model = %s
                    speech.speaker-model = %s
                    link.broker = tcp://127.0.0.1:%d
                    link.username = %s
                    link.password-file = %s
                    """
                            .formatted(
                                    name,
                                    name,
                                    folder.resolve(name),
                                    audio.toAbsolutePath(),
                                    SPEED,
                                    speechModel.toAbsolutePath(),
                                    installation.speakerModel(),
                                    brokerPort,
                                    name,
                                    token));
            return file;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /// Until everything about the recording is the hub's, and its meeting has ended.
    private DeviceStatus awaitDelivered(ChildProcess process, Path place, Path audio) {
        var status = DeviceStatus.UNKNOWN;
        var changedNanos = ticker.nanos();
        while (true) {
            checkAlive(process);
            checkAlive(hubProcess);
            var now = DeviceStatus.read(place.resolve("status.json"));
            if (!now.equals(status)) {
                status = now;
                changedNanos = ticker.nanos();
                console.redraw(
                        "%s: %.0f s taken in"
                                .formatted(
                                        Recordings.name(audio),
                                        (double) status.samplesRecorded() / Audio.SAMPLE_RATE));
            }
            if (status.hasEnded() && status.hasDrained() && hasEnded(place)) {
                console.redraw("");
                return status;
            }
            if (ticker.since(changedNanos).compareTo(STANDSTILL_LIMIT) > 0) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "nothing has happened for %d minutes with %s"
                                .formatted(STANDSTILL_LIMIT.toMinutes(), audio),
                        "try that file alone: './roomscribe demo %s'".formatted(audio));
            }
            pause();
        }
    }

    /// A recording in which nobody speaks makes no meeting.
    private boolean hasEnded(Path place) {
        return hub.newestMeeting(Recordings.name(place))
                .map(HubAnswer.Meeting::hasEnded)
                .orElse(true);
    }

    private List<Transcribed.Segment> calm(String meeting) {
        var segments = segments(meeting);
        var changedNanos = ticker.nanos();
        while (ticker.since(changedNanos).compareTo(CALM) < 0) {
            pause();
            var now = segments(meeting);
            if (!now.equals(segments)) {
                segments = now;
                changedNanos = ticker.nanos();
            }
        }
        return segments;
    }

    private List<Transcribed.Segment> segments(String meeting) {
        return hub.get(
                        "/api/v1/meetings/%s/transcript".formatted(meeting),
                        Transcribed.Transcript.class)
                .map(Transcribed.Transcript::segments)
                .orElse(List.of());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private Path hubConf() {
        return folder.resolve("hub.conf");
    }

    private static void checkAlive(ChildProcess process) {
        if (!process.isAlive()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the %s ended with exit code %d: %s"
                            .formatted(process, process.exitCode(), process.lastWords()),
                    "mend that and run it again");
        }
    }

    private void pause() {
        try {
            if (stop.await(TURN)) {
                throw new CommandException(ExitCode.FAILED, "it was stopped", "run it again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "it was interrupted", "run it again", e);
        }
    }

    @Override
    public void close() {
        stop.stop();
        box.ifPresent(ChildProcess::stop);
        hubProcess.stop();
        hub.close();
        BenchFolder.delete(folder);
    }
}
