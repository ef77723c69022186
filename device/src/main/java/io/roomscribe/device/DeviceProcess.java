package io.roomscribe.device;

import io.roomscribe.device.admin.DayStory;
import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordingJournal;
import io.roomscribe.device.chunk.ToldEntries;
import io.roomscribe.device.clock.DeviceClock;
import io.roomscribe.device.decommissioning.DecommissionFile;
import io.roomscribe.device.decommissioning.Decommissioning;
import io.roomscribe.device.erasure.Erasure;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.identity.DeviceLogin;
import io.roomscribe.device.link.DeviceFacts;
import io.roomscribe.device.link.DeviceLink;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxRelay;
import io.roomscribe.device.outbox.OutboxSalvage;
import io.roomscribe.device.panel.Panel;
import io.roomscribe.device.panel.PanelException;
import io.roomscribe.device.panel.Panels;
import io.roomscribe.device.recording.MuteSource;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SpaceGuard;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.retention.AudioArchive;
import io.roomscribe.device.retention.Retention;
import io.roomscribe.device.speech.RecordingsBacklog;
import io.roomscribe.device.speech.Transcriber;
import io.roomscribe.device.speech.WorkerLaunch;
import io.roomscribe.device.store.DataFolder;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.systemd.StartGuard;
import io.roomscribe.device.transcript.KnownEntries;
import io.roomscribe.device.transcript.TranscriptStore;
import io.roomscribe.device.transcript.Transcripts;
import io.roomscribe.device.update.TrialFacts;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Supervisor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The box, put together: recording first, because audio comes once; then the database, speech, the
/// outbox and the link, each of which can catch up. Closed in the reverse order. It is long because
/// it is the one place that knows every part.
///
/// Thread-safe.
final class DeviceProcess implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DeviceProcess.class.getName());
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(2500);

    private final DeviceConfig config;
    private final Outside outside;
    private final Consumer<Failure> onFatal;
    private final HealthBoard health;
    private final DeviceClock clock;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private volatile Runnable onFinished = () -> {};
    private volatile Runnable onRestart = () -> {};
    private volatile Runnable onOrderlyEnd = () -> {};
    private boolean isClosed;

    private DeviceProcess(DeviceConfig config, Outside outside, Consumer<Failure> onFatal) {
        this.config = config;
        this.onFatal = onFatal;
        this.health = new HealthBoard(outside.ticker());
        this.clock = new DeviceClock(outside.clock(), outside.ticker(), outside.clockQuality());
        this.outside = outside.with(clock, clock::quality);
    }

    /// @param onFatal told when something cannot go on; end the process then
    /// @throws Failure when it cannot start; nothing is left running
    static DeviceProcess start(DeviceConfig config, Outside outside, Consumer<Failure> onFatal) {
        var process = new DeviceProcess(config, outside, onFatal);
        try {
            process.startAll();
            return process;
        } catch (Failure e) {
            process.close();
            throw e;
        }
    }

    /// Told when `capture.exit-at-end` says to end and there is nothing left to do.
    void onFinished(Runnable listener) {
        onFinished = listener;
    }

    /// Told when a command asks to be started anew.
    void onRestart(Runnable listener) {
        onRestart = listener;
    }

    private void startAll() {
        var folder = DataFolder.open(config.data().folder());
        closing.push(folder::close);
        var decommission = new DecommissionFile(folder.path());
        decommission.eraseWhatIsDue(outside.clock());
        var guard = StartGuard.open(folder.path(), config.start());
        var panel = openPanel();
        var recordings = Recordings.open(folder.path(), outside.bootId());
        closing.push(recordings::close);
        var space =
                new SpaceGuard(
                        folder.path(),
                        config.retention().freeSpaceStop().bytes(),
                        outside.ticker());
        recordings.watchSpace(space);
        var news = new RecordingNews(health);
        var recorder = startRecorder(recordings, news, panel, decommission.isThere());
        var report = new DeviceReport(config, outside, recorder, recordings, news, health);
        var caretaker =
                new Caretaker(
                        config,
                        outside,
                        health,
                        folder.path(),
                        recorder,
                        news,
                        report,
                        guard,
                        panel,
                        onFatal);
        closing.push(caretaker::close);
        onOrderlyEnd = caretaker::endsInOrder;
        Runnable rest =
                () -> startRest(folder, recordings, space, news, recorder, report, caretaker);
        if (guard.isRecordOnly()) {
            caretaker.recordOnlyUntil(rest);
        } else {
            rest.run();
        }
        LOG.log(
                Level.INFO,
                "Device started device={0} room={1} source={2} version={3} recordOnly={4}",
                config.device().id(),
                config.device().room(),
                config.capture().source(),
                outside.softwareVersion(),
                guard.isRecordOnly());
    }

    /// Everything that comes after the recording; at once, or later when the box recorded only.
    private synchronized void startRest(
            DataFolder folder,
            Recordings recordings,
            SpaceGuard space,
            RecordingNews news,
            Recorder recorder,
            DeviceReport report,
            Caretaker caretaker) {
        if (isClosed) {
            return;
        }
        var database = Database.open(folder.path(), clock, onFatal::accept);
        closing.push(database::close);
        database.quarantined()
                .ifPresent(file ->
                        health.raise(DeviceCondition.DATABASE_REBUILT, "moved aside as " + file));
        StartFailure.provoke();
        startTasks(folder, recordings, space, news, recorder, database, report, caretaker);
        // Before the tasks end: what the recorder says last is still to be written.
        closing.push(recorder::close);
        // The lamp first: a box that ends promises nothing.
        closing.push(caretaker::close);
    }

    private Optional<Panel> openPanel() {
        try {
            var panel = Panels.open(config.panel(), outside.terminal());
            panel.ifPresent(it -> closing.push(it::close));
            return panel;
        } catch (PanelException e) {
            health.raise(DeviceCondition.PANEL_UNUSABLE, e.getMessage());
            return Optional.empty();
        }
    }

    private Recorder startRecorder(
            Recordings recordings,
            RecordingNews news,
            Optional<Panel> panel,
            boolean isDecommissioned) {
        var recorder =
                new Recorder(
                        config.capture(),
                        AudioInput.of(config.capture(), outside.ticker()),
                        recordings,
                        news,
                        new Surroundings(
                                clock,
                                outside.ticker(),
                                outside.random(),
                                outside.bootId(),
                                clock::quality));
        if (isDecommissioned) {
            recorder.retire();
        }
        // Before the first sample: the switch may have been moved while nobody looked.
        if (panel.isPresent() && panel.get().isMuteSwitchClosed()) {
            recorder.mute(MuteSource.HARDWARE);
        } else {
            recorder.unmute(MuteSource.HARDWARE);
        }
        recorder.start();
        // A second time, later, when everything else started: closing twice is harmless.
        closing.push(recorder::close);
        return recorder;
    }

    private void startTasks(
            DataFolder folder,
            Recordings recordings,
            SpaceGuard space,
            RecordingNews news,
            Recorder recorder,
            Database database,
            DeviceReport report,
            Caretaker caretaker) {
        var codec = new MessageCodec();
        var known =
                new KnownEntries(
                        new ToldEntries(config.device().room(), config.device().roomName()));
        var outbox = Outbox.open(database, codec, clock, outside.random(), known);
        database.quarantined().ifPresent(new OutboxSalvage(database, outbox, codec, known)::run);
        var chunks =
                new ChunkStore(
                        database,
                        outbox::append,
                        config.device().room(),
                        config.device().roomName());
        var journal = new RecordingJournal(chunks, recordings);
        news.use(journal);
        var relay = relay(outbox);
        var identity = new BoxIdentity(config, outside, clock, health);
        var link = link(outbox, relay, codec, report::state, identity.login());
        link.onHubTime(clock::hubSaid);
        news.onLevel(level -> link.live(new Message.Level(level.peakDbfs(), level.rmsDbfs())));
        var transcripts = new TranscriptStore(database, outbox, chunks);
        var transcriber =
                new Transcriber(
                        config.speech(),
                        WorkerLaunch.likeThisProcess(folder.path().resolve("speech")),
                        new RecordingsBacklog(chunks, recordings),
                        new Transcripts(
                                transcripts,
                                (recording, firstSample, text, capturedAt) ->
                                        link.live(
                                                new Message.Partial(
                                                        recording, firstSample, text, capturedAt))),
                        new SpeechNews(health),
                        outside.ticker(),
                        outside.random());
        var lag = SpeechLag.of(chunks, recordings, health);
        report.use(new DeviceReport.Line(chunks, transcriber, lag, outbox, relay, link));
        var supervisor = new Supervisor(outside.ticker(), outside.random(), STOP_TIMEOUT, onFatal);
        closing.push(supervisor::close);
        supervisor.start("journal", journal);
        supervisor.startPlatform("transcriber", transcriber);
        supervisor.start("speech-lag", lag);
        supervisor.start("outbox-relay", relay);
        supervisor.start("link", link);
        var decommissioning =
                new Decommissioning(
                        new DecommissionFile(folder.path()),
                        config.device().id(),
                        new Decommissioning.Surroundings(
                                recorder::retire,
                                report::isHandedOver,
                                outbox::stream,
                                relay::ackedThrough,
                                () -> onRestart.run()),
                        health,
                        clock);
        supervisor.start("decommissioning", decommissioning);
        identity.keeper()
                .ifPresent(keeper -> {
                    keeper.onRevoked(decommissioning::revoked);
                    if (decommissioning.isUnderWay()) {
                        keeper.neverAsk();
                    }
                    keeper.onRenewed(() -> link.reconnect("the certificate was renewed"));
                    supervisor.start("identity", keeper);
                });
        var archive = new AudioArchive(config.retention(), folder.path(), database, recordings);
        supervisor.startPlatform(
                "retention",
                new Retention(
                        config.retention(),
                        folder.path(),
                        database,
                        outbox::append,
                        recordings,
                        archive,
                        new SentEntries(outbox, config.outbox(), clock),
                        health,
                        space,
                        () -> clock.quality().isGood(),
                        clock,
                        outside.ticker()));
        supervisor.start("health", new HealthNews(database, outbox, health, clock));
        var updater =
                DeviceCommands.updater(
                        config,
                        outside,
                        identity,
                        database,
                        outbox,
                        trialFacts(recorder, relay),
                        () -> onRestart.run());
        supervisor.start("updater", updater);
        var models = DeviceCommands.models(config, outside, identity);
        supervisor.start("models", models);
        var desk = new DeviceCommands(config, outside, health, caretaker::identify);
        var commands =
                desk.commands(
                        folder.path(),
                        recorder,
                        recordings,
                        DeviceCommands.said(chunks, transcripts),
                        new Erasure(
                                recorder,
                                recordings,
                                transcriber::dismissWorker,
                                chunks,
                                database,
                                outbox,
                                List.of(archive::erase),
                                config.device().room(),
                                outside.clock()),
                        archive,
                        database,
                        outbox,
                        updater,
                        models,
                        decommissioning,
                        supervisor,
                        () -> onRestart.run());
        desk.serve(commands, desk.twin(folder.path(), recorder, link), link, supervisor);
        caretaker.use(
                commands::execute,
                new DayStory(database, codec, clock, ZoneId.systemDefault()),
                () -> database.inTransaction(tx -> true));
        if (config.run().exitAtEnd()) {
            supervisor.start("end", stop -> awaitEnd(report, stop));
        }
    }

    private static TrialFacts trialFacts(Recorder recorder, OutboxRelay relay) {
        return new TrialFacts() {
            @Override
            public boolean isAudioFine() {
                return recorder.isReachingStorage()
                        || recorder.isMuted()
                        || recorder.isStopped()
                        || recorder.hasEnded();
            }

            @Override
            public long acknowledgedThrough() {
                return relay.ackedThrough();
            }
        };
    }

    private OutboxRelay relay(Outbox outbox) {
        return new OutboxRelay(
                outbox,
                config.outbox(),
                health,
                clock,
                outside.ticker(),
                () -> clock.quality().isGood(),
                outside.random());
    }

    private DeviceLink link(
            Outbox outbox,
            OutboxRelay relay,
            MessageCodec codec,
            Supplier<DeviceState> state,
            DeviceLogin login) {
        return new DeviceLink(
                config.link(),
                new DeviceFacts(config.device(), outside.softwareVersion(), state, clock::quality),
                login,
                outbox,
                relay,
                health,
                codec,
                clock,
                outside.ticker(),
                outside.random());
    }

    private void awaitEnd(DeviceReport report, StopSignal stop) throws InterruptedException {
        while (!stop.await(Duration.ofMillis(200))) {
            if (report.isFinished()) {
                LOG.log(Level.INFO, "Everything recorded is acknowledged, ending");
                onFinished.run();
                return;
            }
        }
    }

    /// Says that somebody wants the process to end, so that this start does not count as failed.
    void endsInOrder() {
        onOrderlyEnd.run();
    }

    /// Stops within about five seconds, also when called while starting failed, or twice.
    @Override
    public synchronized void close() {
        isClosed = true;
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
