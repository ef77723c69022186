package io.roomscribe.device.update;

import io.roomscribe.device.download.Download;
import io.roomscribe.device.download.DownloadException;
import io.roomscribe.device.download.HubFiles;
import io.roomscribe.device.download.RemoteFile;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.UpdateStep;
import io.roomscribe.protocol.release.ReleaseException;
import io.roomscribe.protocol.release.ReleaseException.Code;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.ReleaseVersion;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Brings the box from one release to another, one state after the other, see [UpdateState]. It is
/// long because each state's step stands here, so that one look shows what may be interrupted
/// where.
///
/// [#order] is thread-safe; everything else happens on the task's thread.
public final class Updater implements Task {
    private static final Logger LOG = System.getLogger(Updater.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    private static final int MANIFEST_BYTES_MAX = 256 * 1024;

    /// Left free for the recording, whatever a release needs.
    private static final long SPARE_BYTES = 64L << 20;

    private final UpdateConfig config;
    private final Optional<HubFiles> hub;
    private final UpdateFolder folder;
    private final RunningRelease running;
    private final TrialFacts facts;
    private final UpdateNews news;
    private final Runnable restart;
    private final Clock clock;
    private final ZoneId zone;
    private final Ticker ticker;
    private final Moments moments;

    private volatile UpdateProgress progress;
    private long sinceNanos;
    private long healthySinceNanos;
    private long trialSequence;
    private boolean isRestarting;
    private boolean isDownloadTold;

    /// What happens around a change of state.
    interface Moments {
        Moments NONE = new Moments() {};

        /// The present state's work is done, and this one is not kept yet.
        default void before(UpdateState next) {}

        /// It is kept.
        default void after(UpdateState now) {}
    }

    /// @param hub empty for a box without an enrolment port to ask
    /// @param zone of the maintenance window
    /// @param restart asks the process to end, so that the start script chooses anew
    public Updater(
            UpdateConfig config,
            Optional<HubFiles> hub,
            Path dataFolder,
            RunningRelease running,
            TrialFacts facts,
            UpdateNews news,
            Runnable restart,
            Clock clock,
            ZoneId zone,
            Ticker ticker) {
        this(
                config,
                hub,
                dataFolder,
                running,
                facts,
                news,
                restart,
                clock,
                zone,
                ticker,
                Moments.NONE);
    }

    /// @param moments around each state becoming durable; tests cut the power there
    Updater(
            UpdateConfig config,
            Optional<HubFiles> hub,
            Path dataFolder,
            RunningRelease running,
            TrialFacts facts,
            UpdateNews news,
            Runnable restart,
            Clock clock,
            ZoneId zone,
            Ticker ticker,
            Moments moments) {
        this.config = config;
        this.hub = hub;
        this.folder = new UpdateFolder(dataFolder);
        this.running = running;
        this.facts = facts;
        this.news = news;
        this.restart = restart;
        this.clock = clock;
        this.zone = zone;
        this.ticker = ticker;
        this.moments = moments;
        this.progress = folder.read();
        began();
    }

    /// Begins an update; when this returns, it goes on whatever happens to the process.
    ///
    /// @throws UpdateException when the box cannot, or is at another one
    public synchronized void order(String version, boolean atOnce) {
        if (progress.state() != UpdateState.IDLE) {
            if (progress.version().equals(version)) {
                return;
            }
            throw UpdateException.busy(progress.version());
        }
        if (config.keys().isEmpty()) {
            throw UpdateException.noKeys();
        }
        if (hub.isEmpty()) {
            throw UpdateException.noHub();
        }
        var here = running.slot().orElseThrow(UpdateException::notFromPackage);
        if (version.equals(running.version())) {
            throw UpdateException.runsAlready(version);
        }
        var slot = Slot.parse(here);
        forgetEarlierRollBack();
        keep(
                new UpdateProgress(
                        UpdateState.DOWNLOADING,
                        checked(version),
                        running.version(),
                        slot.other(),
                        slot,
                        atOnce,
                        ""));
    }

    /// Left by a power cut, it would end this update too.
    private void forgetEarlierRollBack() {
        try {
            folder.forgetRollBack();
        } catch (IOException e) {
            throw UpdateException.cannotKeep(e);
        }
    }

    /// It becomes part of an address and of names.
    private static String checked(String version) {
        try {
            return new ReleaseVersion(version).value();
        } catch (IllegalArgumentException e) {
            throw UpdateException.noVersion(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var pause = step(stop);
            if (!pause.isZero() && stop.await(pause)) {
                return;
            }
        }
    }

    /// Does what the present state asks for.
    ///
    /// @return how long to wait before the next
    Duration step(StopSignal stop) throws InterruptedException {
        try {
            return switch (state()) {
                case IDLE -> LOOK;
                case DOWNLOADING -> download(stop);
                case CHECKING -> check();
                case READY -> awaitWindow();
                case SWITCHING -> switchOver();
                case TRYING -> prove();
                case CONFIRMING -> confirm();
                case ROLLING_BACK -> rollBack();
            };
        } catch (ReleaseException | DownloadException | IOException e) {
            return failed(e);
        }
    }

    private synchronized UpdateState state() {
        return progress.state();
    }

    private Duration download(StopSignal stop) throws IOException, InterruptedException {
        if (!isDownloadTold) {
            tell(UpdateStep.DOWNLOADING, "");
            isDownloadTold = true;
        }
        var from = hub.orElseThrow(UpdateException::noHub);
        var release = release(from);
        var manifest = release.checked(config.keys());
        checkVersion(manifest);
        var place = folder.prepare(progress.slot(), manifest);
        var files = remote(manifest);
        var missing = Download.missingBytes(place, files);
        if (folder.usableBytes() - missing < SPARE_BYTES) {
            throw new ReleaseException(
                    Code.NO_SPACE,
                    "release %s needs %d MiB more than there is"
                            .formatted(
                                    progress.version(),
                                    (missing + SPARE_BYTES - folder.usableBytes()) >> 20));
        }
        if (!new Download(from, config.bandwidthMax().bytes(), ticker).fetch(place, files, stop)) {
            return LOOK;
        }
        DurableFiles.replace(
                place.resolve(SignedRelease.FILE), release.text().getBytes(StandardCharsets.UTF_8));
        return next(UpdateState.CHECKING);
    }

    private SignedRelease release(HubFiles from) throws IOException {
        try (var in = from.open(address(SignedRelease.FILE), 0)) {
            return SignedRelease.parse(
                    new String(in.readNBytes(MANIFEST_BYTES_MAX), StandardCharsets.UTF_8));
        }
    }

    private List<RemoteFile> remote(ReleaseManifest manifest) {
        return manifest.files().stream()
                .map(file ->
                        new RemoteFile(
                                address(file.name()), file.name(), file.bytes(), file.sha256()))
                .toList();
    }

    private String address(String name) {
        return "%s/%s/%s".formatted(SignedRelease.PATH, progress.version(), name);
    }

    private void checkVersion(ReleaseManifest manifest) {
        if (!manifest.version().value().equals(progress.version())) {
            throw new ReleaseException(
                    Code.DAMAGED,
                    "the hub gave release %s for %s"
                            .formatted(manifest.version(), progress.version()));
        }
        if (!manifest.allowsDowngrade() && isOlder(manifest.version())) {
            throw new ReleaseException(
                    Code.DOWNGRADE,
                    "release %s is not newer than %s"
                            .formatted(manifest.version(), progress.before()));
        }
    }

    /// What runs from a developer's folder has no version and may go anywhere.
    private boolean isOlder(ReleaseVersion wanted) {
        try {
            return wanted.isAtMost(new ReleaseVersion(progress.before()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Duration check() throws IOException {
        var place = folder.of(progress.slot());
        var manifest = ReleaseFolder.read(place).checked(config.keys());
        ReleaseFolder.check(place, manifest.files());
        folder.seal(progress.slot(), manifest);
        var pause = next(UpdateState.READY);
        tell(UpdateStep.READY, "");
        return pause;
    }

    private Duration awaitWindow() {
        var now = LocalTime.ofInstant(clock.instant(), zone);
        var isOpen = config.window().map(window -> window.contains(now)).orElse(true);
        return progress.atOnce() || isOpen ? next(UpdateState.SWITCHING) : LOOK;
    }

    private Duration switchOver() throws IOException {
        if (isRunning(progress.slot())) {
            return next(UpdateState.TRYING);
        }
        if (folder.isRolledBackByStart()) {
            return wasRolledBack();
        }
        if (!isRestarting) {
            folder.beginTrial(progress.beforeSlot());
            folder.pointAt(progress.slot());
            restart();
        }
        return LOOK;
    }

    private Duration prove() throws IOException {
        if (!isRunning(progress.slot())) {
            return wasRolledBack();
        }
        if (trialSequence == 0) {
            trialSequence = tell(UpdateStep.TRYING, "");
        }
        if (!facts.isAudioFine()) {
            healthySinceNanos = ticker.nanos();
        }
        var isHeard = facts.acknowledgedThrough() >= trialSequence;
        var isHealthy = ticker.since(healthySinceNanos).compareTo(config.healthyTime()) >= 0;
        if (isHeard && isHealthy) {
            return next(UpdateState.CONFIRMING);
        }
        if (ticker.since(sinceNanos).compareTo(config.trialTime()) >= 0) {
            var why = isHealthy ? "the hub did not acknowledge" : "no audio reached storage";
            keep(progress.because(why).at(UpdateState.ROLLING_BACK));
            return Duration.ZERO;
        }
        return LOOK;
    }

    private Duration confirm() throws IOException {
        folder.endTrial();
        tell(UpdateStep.CONFIRMED, "");
        return next(UpdateState.IDLE);
    }

    private Duration rollBack() throws IOException {
        folder.pointAt(progress.beforeSlot());
        folder.endTrial();
        if (isRunning(progress.beforeSlot())) {
            return wasRolledBack();
        }
        restart();
        return LOOK;
    }

    /// The release before runs again, by the start script's doing or by ours.
    private Duration wasRolledBack() throws IOException {
        var why =
                progress.reason().isEmpty()
                        ? "the new release kept ending while it started"
                        : progress.reason();
        tell(UpdateStep.ROLLED_BACK, why);
        var left = progress.slot();
        // First: without the files or the start script's word, the switch would be done again.
        keep(progress.at(UpdateState.IDLE));
        folder.forgetRollBack();
        folder.clear(left);
        return Duration.ZERO;
    }

    /// Nothing has changed yet, or the way back is tried again.
    private Duration failed(Exception e) {
        var state = progress.state();
        var isUnreachable = e instanceof DownloadException it && it.mayPass();
        var mayWait = isUnreachable || (e instanceof IOException && !isFull());
        if (state == UpdateState.DOWNLOADING && mayWait) {
            LOG.log(Level.INFO, "Release cannot be fetched yet reason={0}", e.getMessage());
            return ASK_AGAIN;
        }
        if (state != UpdateState.DOWNLOADING && state != UpdateState.CHECKING) {
            LOG.log(Level.WARNING, "Update is tried again state={0}", state, e);
            return ASK_AGAIN;
        }
        giveUp(e instanceof IOException ? full() : String.valueOf(e.getMessage()));
        return Duration.ZERO;
    }

    private void giveUp(String why) {
        try {
            folder.clear(progress.slot());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "What was fetched stays reason={0}", e.getMessage());
        }
        tell(UpdateStep.FAILED, why);
        keep(progress.at(UpdateState.IDLE));
    }

    private boolean isFull() {
        try {
            return folder.usableBytes() < SPARE_BYTES;
        } catch (IOException e) {
            return true;
        }
    }

    private static String full() {
        return new ReleaseException(Code.NO_SPACE, "the release cannot be written").getMessage();
    }

    private boolean isRunning(Slot slot) {
        return running.slot().map(Slot::parse).filter(slot::equals).isPresent();
    }

    private void restart() {
        if (!isRestarting) {
            isRestarting = true;
            restart.run();
        }
    }

    private long tell(UpdateStep step, String reason) {
        LOG.log(
                Level.INFO,
                "Update version={0} before={1} step={2} reason={3}",
                progress.version(),
                progress.before(),
                step.word(),
                reason);
        return news.tell(
                new EntryBody.Update(
                        progress.version(), progress.before(), step, reason, clock.instant()));
    }

    private Duration next(UpdateState state) {
        keep(progress.at(state));
        return Duration.ZERO;
    }

    private synchronized void keep(UpdateProgress now) {
        moments.before(now.state());
        try {
            folder.keep(now);
        } catch (IOException e) {
            throw UpdateException.cannotKeep(e);
        }
        progress = now;
        began();
        moments.after(now.state());
    }

    private void began() {
        sinceNanos = ticker.nanos();
        healthySinceNanos = sinceNanos;
        isDownloadTold = false;
    }
}
