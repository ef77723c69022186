package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// One demo run: starts hub and box, shows what happens, waits for the minutes, measures.
///
/// Confined to the main thread, but for [#close()], which may come from a shutdown hook.
final class Demo implements AutoCloseable {
    private static final Duration TURN = Duration.ofSeconds(1);

    /// A language model on a small machine may think long about the last revision.
    private static final Duration MINUTES_PATIENCE = Duration.ofMinutes(10);

    /// The hub may be behind with what the box has just handed over.
    private static final Duration SILENCE_PATIENCE = Duration.ofSeconds(10);

    private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(20);

    private final DemoOptions options;
    private final Installation installation;
    private final DemoFolder folder;
    private final Console console;
    private final Ticker ticker;
    private final HubClient hub;
    private final DemoScreen screen;
    private final Memory memory = new Memory();
    private final StopSignal stop = new StopSignal();
    private final HubKeeper keeper;
    private final LiveFeed feed;
    private final ModelOffer offer;
    private final MicrophoneStop microphone;
    private volatile Optional<ChildProcess> device = Optional.empty();
    private boolean expectsModel;
    private Optional<Long> overSinceNanos = Optional.empty();

    /// Starts the hub; [#run()] does the rest.
    Demo(
            DemoOptions options,
            Installation installation,
            DemoFolder folder,
            int httpPort,
            Console console,
            Clock clock,
            Ticker ticker) {
        this.options = options;
        this.installation = installation;
        this.folder = folder;
        this.console = console;
        this.ticker = ticker;
        this.hub =
                new HubClient(URI.create("http://127.0.0.1:" + httpPort), folder.adminPassword());
        this.screen = new DemoScreen(console);
        this.keeper = HubKeeper.start(this::startHub, hub, screen, ticker, options.hubDownTime());
        this.feed = new LiveFeed(hub, clock, new ScreenListener(hub, screen));
        this.offer = new ModelOffer(installation, options.models(), screen::note);
        this.microphone = new MicrophoneStop(hub, DemoFolder.DEVICE, screen::note);
    }

    /// Until the minutes are there and measured; empty when it was stopped before.
    Optional<DemoOutcome> run() {
        keeper.awaitReady(this::pause);
        screen.note("Dashboard: " + console.bold(hub.signInLink().toString()));
        screen.note(console.faint("Files and logs: " + folder.path()));
        offerModel();
        feed.start();
        synchronized (this) {
            if (stop.isStopping()) {
                return Optional.empty();
            }
            device = Optional.of(installation.startDevice(folder.deviceConf(), folder.deviceLog()));
        }
        return await().map(this::report);
    }

    private void offerModel() {
        if (!options.languageModels()) {
            return;
        }
        expectsModel = options.model().isPresent() || !offer.isNeeded();
        if (!expectsModel) {
            offer.make(console.isInteractive());
        }
    }

    /// A line that somebody typed: yes to the offer; from a microphone's speaker, enough.
    void typed(String line) {
        if (line.strip().equalsIgnoreCase("y")) {
            offer.accept();
        } else if (options.source().isEmpty()) {
            microphone.want();
        }
    }

    private DemoOutcome report(Snapshot last) {
        var meeting = last.meeting().orElseThrow(this::nothingHeard);
        var revision = hub.latestRevision(meeting.id());
        var outcome = new Measurement(hub, feed, memory, options.source()).take(last, revision);
        console.redraw("");
        if (!options.json()) {
            var report = new DemoReport(console);
            revision.ifPresent(report::minutes);
            report.table(outcome);
        }
        return outcome;
    }

    /// Until somebody stops the demo.
    void serve() {
        screen.note("");
        screen.note(
                "The dashboard stays at "
                        + console.bold(hub.base().toString())
                        + " until Ctrl-C. To sign another browser in, once: "
                        + hub.signInLink());
        while (!stop.isStopping()) {
            keeper.check();
            pause(TURN);
        }
    }

    private Optional<Snapshot> await() {
        var snapshot = Snapshot.NOTHING;
        var changedNanos = ticker.nanos();
        while (!isEnough(snapshot)) {
            pause(TURN);
            if (stop.isStopping()) {
                return Optional.empty();
            }
            keeper.check();
            checkDevice();
            microphone.carryOut();
            sampleMemory();
            var now = snapshot();
            if (!now.equals(snapshot)) {
                changedNanos = ticker.nanos();
            } else if (ticker.since(changedNanos).compareTo(STANDSTILL_LIMIT) > 0) {
                screen.note(
                        console.bad("Nothing has happened for too long; measuring what is there."));
                return Optional.of(now);
            }
            snapshot = now;
        }
        return Optional.of(snapshot);
    }

    private boolean isEnough(Snapshot snapshot) {
        if (options.source().isEmpty() && !microphone.isDone()) {
            return false;
        }
        if (snapshot.isSilent()) {
            return since(SILENCE_PATIENCE);
        }
        if (!snapshot.isOver()) {
            return false;
        }
        if (snapshot.hasFinalMinutes() && (!expectsModel || snapshot.isByModel())) {
            return true;
        }
        if (overSinceNanos.isEmpty() && expectsModel) {
            screen.note(
                    "Everything is delivered. The language model is still writing; waiting for it, at most %d min."
                            .formatted(MINUTES_PATIENCE.toMinutes()));
        }
        return since(MINUTES_PATIENCE);
    }

    /// Whether the recording has been over for so long.
    private boolean since(Duration patience) {
        if (overSinceNanos.isEmpty()) {
            overSinceNanos = Optional.of(ticker.nanos());
        }
        return ticker.since(overSinceNanos.get()).compareTo(patience) > 0;
    }

    private Snapshot snapshot() {
        var meeting = hub.newestMeeting(DemoFolder.ROOM);
        return new Snapshot(
                meeting,
                folder.deviceStatus(),
                meeting.flatMap(one -> hub.latestRevision(one.id())),
                hub.device(DemoFolder.DEVICE.value()));
    }

    private void checkDevice() {
        var box = device.orElseThrow();
        if (!box.isAlive()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the box ended with exit code %d: %s"
                            .formatted(box.exitCode(), box.lastWords()),
                    "mend that and run './roomscribe demo' again");
        }
    }

    private void sampleMemory() {
        device.map(ChildProcess::handle)
                .ifPresent(box -> memory.sample(box, Memory.Part.DEVICE, Memory.Part.WORKER));
        keeper.running()
                .forEach(one -> memory.sample(one, Memory.Part.HUB, Memory.Part.LANGUAGE_MODEL));
    }

    private CommandException nothingHeard() {
        return new CommandException(
                ExitCode.FAILED,
                "nothing was understood in the recording, so there is no meeting",
                "try a recording with English speech in it, or read %s and %s"
                        .formatted(folder.deviceLog(), folder.hubLog()));
    }

    private ChildProcess startHub() {
        return installation.startHub(folder.hubConf(), folder.hubLog());
    }

    private void pause(Duration duration) {
        try {
            stop.await(duration);
        } catch (InterruptedException e) {
            stop.stop();
            Thread.currentThread().interrupt();
        }
    }

    /// Ends everything this run started, the box first, so that it can hand over what it has.
    @Override
    public void close() {
        synchronized (this) {
            // No box is started after this.
            stop.stop();
        }
        feed.close();
        offer.close();
        device.ifPresent(ChildProcess::stop);
        keeper.stop();
        hub.close();
    }
}
