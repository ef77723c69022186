package io.roomscribe.device;

import io.roomscribe.device.admin.AdminSocket;
import io.roomscribe.device.admin.AdminSource;
import io.roomscribe.device.admin.DayEvent;
import io.roomscribe.device.admin.StatusPage;
import io.roomscribe.device.command.CommandException;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.identity.Keyring;
import io.roomscribe.device.machine.MachineFacts;
import io.roomscribe.device.machine.MachineWatch;
import io.roomscribe.device.machine.ProbeFile;
import io.roomscribe.device.machine.ProbeWrite;
import io.roomscribe.device.panel.Panel;
import io.roomscribe.device.panel.PanelFacts;
import io.roomscribe.device.panel.PanelLoop;
import io.roomscribe.device.panel.PanelSource;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.systemd.StartGuard;
import io.roomscribe.device.systemd.Systemd;
import io.roomscribe.device.systemd.Watchdog;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks after the box beside the recording, also while it records only: panel, status, local
/// socket and page, the computer under it, the service manager and the count of starts. Comes up
/// right after the recorder and needs neither database nor network.
///
/// Thread-safe.
final class Caretaker implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PANEL_LOOK_MAX = Duration.ofSeconds(5);

    /// A source that is known to be gone is waited for this long before a fresh process tries.
    private static final Duration KNOWN_FAULT_MAX = Duration.ofMinutes(10);

    private final DeviceConfig config;
    private final Outside outside;
    private final HealthBoard health;
    private final Recorder recorder;
    private final RecordingNews news;
    private final DeviceReport report;
    private final LocalCommands commands;
    private final StartGuard guard;
    private final Systemd systemd;
    private final ProbeWrite probe;
    private final Supervisor supervisor;
    private final Optional<Panel> panel;
    private final Optional<PanelLoop> panelLoop;
    private final Semaphore everything = new Semaphore(0);
    private volatile boolean needsAttention;
    private volatile boolean recordsOnly;
    private volatile Supplier<List<DayEvent>> day = List::of;
    private volatile long storedAtNanos;

    Caretaker(
            DeviceConfig config,
            Outside outside,
            HealthBoard health,
            Path folder,
            Recorder recorder,
            RecordingNews news,
            DeviceReport report,
            StartGuard guard,
            Optional<Panel> panel,
            Consumer<Failure> onFatal) {
        this.config = config;
        this.outside = outside;
        this.health = health;
        this.recorder = recorder;
        this.news = news;
        this.report = report;
        this.guard = guard;
        this.panel = panel;
        this.commands = new LocalCommands(recorder, outside);
        this.systemd = Systemd.of(outside.environment(), ProcessHandle.current().pid());
        this.probe = new ProbeWrite(new ProbeFile(folder), outside.ticker());
        this.supervisor = new Supervisor(outside.ticker(), outside.random(), STOP_TIMEOUT, onFatal);
        this.panelLoop =
                panel.map(it ->
                        new PanelLoop(
                                it,
                                config.panel(),
                                panelSource(),
                                new PanelHands(recorder, commands, config.panel().shortPress()),
                                outside.ticker()));
        this.storedAtNanos = outside.ticker().nanos();
        report.useWriteTime(probe::lastTook);
        start(folder);
    }

    private void start(Path folder) {
        panelLoop.ifPresent(loop -> supervisor.startPlatform("panel", loop));
        supervisor.start("status", new StatusFile(folder, report));
        supervisor.start("attention", this::attend);
        supervisor.start("probe", probe);
        supervisor.start(
                "machine",
                new MachineWatch(
                        config.machine(),
                        MachineFacts.ofThisMachine(
                                outside.clockQuality(),
                                probe::lastTook,
                                new Keyring(folder)::certificateEnd),
                        health,
                        outside.clock()));
        supervisor.start(
                "admin",
                new AdminSocket(
                        folder,
                        new AdminSource(
                                report,
                                () -> news.level(recorder),
                                () -> day.get(),
                                commands::execute,
                                this::wantsEverything)));
        if (config.admin().pagePort() != 0) {
            supervisor.start("page", new StatusPage(config.admin(), report));
        }
        supervisor.start("watchdog", new Watchdog(systemd, proofs()));
        systemd.ready();
    }

    private PanelSource panelSource() {
        return new PanelSource(
                recorder::isReachingStorage,
                recorder::isMuted,
                () -> recorder.isStopped() || recorder.hasEnded(),
                () -> needsAttention,
                () -> news.level(recorder).peakDbfs(),
                () -> PanelFacts.Work.NONE);
    }

    private List<Watchdog.Proof> proofs() {
        return List.of(
                new Watchdog.Proof("audio", this::isAudioAsItShouldBe),
                new Watchdog.Proof("storage", () -> probe.hasPassedRecently() || isKnownFault()),
                new Watchdog.Proof(
                        "panel",
                        () ->
                                panelLoop
                                        .map(it -> it.hasLookedWithin(PANEL_LOOK_MAX))
                                        .orElse(true)));
    }

    /// Audio reaches storage, or nobody wants it to, or what is wrong is known and waited for.
    private boolean isAudioAsItShouldBe() {
        if (recorder.isReachingStorage()
                || recorder.isMuted()
                || recorder.isStopped()
                || recorder.hasEnded()) {
            storedAtNanos = outside.ticker().nanos();
            return true;
        }
        return isKnownFault();
    }

    private boolean isKnownFault() {
        return health.isRaised(DeviceCondition.NO_AUDIO)
                && outside.ticker().since(storedAtNanos).compareTo(KNOWN_FAULT_MAX) < 0;
    }

    private void attend(StopSignal stop) throws InterruptedException {
        var told = "";
        do {
            needsAttention =
                    health.active().stream()
                            .anyMatch(it -> it.condition().severity() != Severity.INFO);
            var state = report.state();
            var line =
                    state == DeviceState.RECORDING && needsAttention
                            ? "recording, something needs attention"
                            : state.word();
            if (!line.equals(told)) {
                systemd.status(line);
                told = line;
            }
        } while (!stop.await(SECOND));
    }

    /// Lets button, socket and page reach what a box that does everything has.
    ///
    /// @param write commits something small, durably
    void use(LocalCommands.Executor executor, Supplier<List<DayEvent>> newDay, Runnable write) {
        commands.use(executor);
        day = newDay;
        probe.use(write);
        supervisor.start(
                "start-guard",
                stop -> {
                    if (!stop.await(config.start().stableTime())) {
                        guard.stable();
                    }
                });
    }

    /// Runs `rest` once the box has recorded only for long enough, or somebody wants it now.
    void recordOnlyUntil(Runnable rest) {
        recordsOnly = true;
        health.raise(DeviceCondition.RECORD_ONLY, guard.failedBefore() + " starts in a row failed");
        supervisor.start(
                "record-only",
                stop -> {
                    if (awaitEverything(stop)) {
                        recordsOnly = false;
                        health.clear(DeviceCondition.RECORD_ONLY);
                        rest.run();
                    }
                });
    }

    /// False when the process ends first.
    private boolean awaitEverything(StopSignal stop) throws InterruptedException {
        var from = outside.ticker().nanos();
        while (outside.ticker().since(from).compareTo(config.start().recordOnlyTime()) < 0) {
            if (everything.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (stop.isStopping()) {
                return false;
            }
        }
        return true;
    }

    private boolean wantsEverything() {
        // Asked once: what is let go here sets it back.
        var isAsked = recordsOnly;
        if (isAsked) {
            everything.release();
        }
        return isAsked;
    }

    /// Shows which box this is.
    void identify(Duration time) {
        panelLoop
                .orElseThrow(() ->
                        CommandException.refused(
                                "this box has no lamp", "look for its id on its label"))
                .identify(time);
    }

    /// Somebody wants the process to end: no failed start.
    void endsInOrder() {
        guard.endedInOrder();
    }

    @Override
    public void close() {
        systemd.stopping();
        supervisor.close();
        panel.ifPresent(Panel::close);
    }
}
