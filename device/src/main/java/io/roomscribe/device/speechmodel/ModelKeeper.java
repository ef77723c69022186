package io.roomscribe.device.speechmodel;

import io.roomscribe.device.download.Download;
import io.roomscribe.device.download.DownloadException;
import io.roomscribe.device.download.HubFiles;
import io.roomscribe.device.download.RemoteFile;
import io.roomscribe.device.speech.SpeechException;
import io.roomscribe.device.speech.SpeechModel;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.CommandResult.BoxModel;
import io.roomscribe.protocol.message.CommandResult.BoxModelState;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// Brings models that were ordered onto the box, one at a time, however often it is broken off. It
/// never touches the model that is in use: a model of the same name takes its place in one rename,
/// and the recogniser reads it at its next start.
///
/// [#order] and [#models] are thread-safe; everything else happens on the task's thread.
public final class ModelKeeper implements Task {
    private static final Logger LOG = System.getLogger(ModelKeeper.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);
    private static final int MANIFEST_BYTES_MAX = 256 * 1024;

    /// Left free for the recording, whatever a model needs.
    private static final long SPARE_BYTES = 64L << 20;

    private final InstalledModels installed;
    private final Optional<HubFiles> hub;
    private final Set<Path> inUse;
    private final long bytesPerSecond;
    private final Ticker ticker;

    private Optional<ModelOrder> order;
    private String hindrance = "";

    /// @param hub empty for a box without an enrolment port to ask
    /// @param inUse folders of the models that this process works with
    /// @param bytesPerSecond that a fetch may take of the network
    public ModelKeeper(
            InstalledModels installed,
            Optional<HubFiles> hub,
            Set<Path> inUse,
            long bytesPerSecond,
            Ticker ticker) {
        this.installed = installed;
        this.hub = hub;
        this.inUse = Set.copyOf(inUse);
        this.bytesPerSecond = bytesPerSecond;
        this.ticker = ticker;
        this.order = installed.order();
    }

    /// Begins to fetch a model; when this returns, it goes on whatever happens to the process. What
    /// is there already is not fetched again.
    ///
    /// @throws ModelException when the box cannot
    public synchronized void order(CommandBody.InstallModel command) {
        var wanted = ModelOrder.of(command);
        if (isInstalled(wanted)) {
            return;
        }
        if (hub.isEmpty()) {
            throw ModelException.noHub();
        }
        var isBusy = order.isPresent() && !order.get().isFailed();
        if (isBusy && order.get().isFor(wanted.model(), wanted.sha256())) {
            return;
        }
        if (isBusy) {
            throw ModelException.busy(order.get().model());
        }
        try {
            checkSpace(wanted, wanted.bytes() - installed.fetched(wanted));
            keep(wanted);
        } catch (IOException e) {
            throw ModelException.unwritable(e);
        }
        hindrance = "";
    }

    private boolean isInstalled(ModelOrder wanted) {
        return installed.list().stream().anyMatch(one -> wanted.isFor(one.model(), one.sha256()));
    }

    /// What was pushed to this box, and what is on its way.
    public synchronized CommandResult.BoxModels models() {
        var models = new ArrayList<BoxModel>();
        for (var one : installed.list()) {
            models.add(
                    new BoxModel(
                            one.model(),
                            one.kind(),
                            one.sha256(),
                            BoxModelState.INSTALLED,
                            one.bytes(),
                            one.bytes(),
                            inUse.contains(installed.place(one.model())),
                            ""));
        }
        order.map(this::underWay).ifPresent(models::add);
        return new CommandResult.BoxModels(models);
    }

    private BoxModel underWay(ModelOrder one) {
        return new BoxModel(
                one.model(),
                one.kind(),
                one.sha256(),
                one.isFailed() ? BoxModelState.FAILED : BoxModelState.FETCHING,
                Math.min(fetched(one), one.bytes()),
                one.bytes(),
                false,
                one.isFailed() ? one.failure() : hindrance);
    }

    private long fetched(ModelOrder one) {
        try {
            return installed.fetched(one);
        } catch (IOException e) {
            // Files come and go meanwhile.
            return 0;
        }
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try {
            installed.mend();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Models folder not mended reason={0}", e.toString());
        }
        while (!stop.isStopping()) {
            var pause = step(stop);
            if (!pause.isZero() && stop.await(pause)) {
                return;
            }
        }
    }

    /// Does what is to be done for the model that is on its way.
    ///
    /// @return how long to wait before the next
    Duration step(StopSignal stop) throws InterruptedException {
        var wanted = underWay();
        if (wanted.isEmpty()) {
            return LOOK;
        }
        try {
            if (fetch(wanted.get(), stop)) {
                installed.publish(wanted.get());
                done(wanted.get());
            }
            return Duration.ZERO;
        } catch (ModelException e) {
            failed(wanted.get(), e);
        } catch (DownloadException e) {
            if (e.mayPass()) {
                hinder(wanted.get(), String.valueOf(e.getMessage()));
                return ASK_AGAIN;
            }
            failed(wanted.get(), e);
        } catch (IOException e) {
            hinder(wanted.get(), "it broke off (%s)".formatted(e.getClass().getSimpleName()));
            return ASK_AGAIN;
        }
        return Duration.ZERO;
    }

    private synchronized Optional<ModelOrder> underWay() {
        return order.filter(one -> !one.isFailed());
    }

    /// @return false when the process is to end before everything is there
    private boolean fetch(ModelOrder wanted, StopSignal stop)
            throws IOException, InterruptedException {
        var from = hub.orElseThrow(ModelException::noHub);
        var manifest = manifest(from, wanted);
        var part = installed.preparePart(wanted);
        var files =
                manifest.files().stream()
                        .map(file ->
                                new RemoteFile(
                                        ModelManifest.address(wanted.sha256(), file.sha256()),
                                        file.path(),
                                        file.bytes(),
                                        file.sha256()))
                        .toList();
        checkSpace(wanted, Download.missingBytes(part, files));
        if (!new Download(from, bytesPerSecond, ticker).fetch(part, files, stop)) {
            return false;
        }
        check(wanted, manifest, part);
        return true;
    }

    private static ModelManifest manifest(HubFiles from, ModelOrder wanted) throws IOException {
        try (var in = from.open(ModelManifest.address(wanted.sha256(), ModelManifest.FILE), 0)) {
            var text = new String(in.readNBytes(MANIFEST_BYTES_MAX), StandardCharsets.UTF_8);
            var manifest = RecordJson.read(text, ModelManifest.class);
            if (manifest.sha256().equals(wanted.sha256())) {
                return manifest;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same answer
        }
        throw ModelException.otherFiles(wanted.model());
    }

    private void checkSpace(ModelOrder wanted, long missing) throws IOException {
        var left = installed.usableBytes() - missing;
        if (left < SPARE_BYTES) {
            throw ModelException.noSpace(wanted.model(), SPARE_BYTES - left);
        }
    }

    private static void check(ModelOrder wanted, ModelManifest manifest, Path part)
            throws IOException {
        for (var file : manifest.files()) {
            if (!Sha256.hex(file.in(part), _ -> {}).equals(file.sha256())) {
                Files.delete(file.in(part));
                throw ModelException.damaged(file.path());
            }
        }
        try {
            SpeechModel.check(wanted.kind(), part);
        } catch (SpeechException e) {
            throw ModelException.unusable(wanted.model(), e);
        }
    }

    private synchronized void done(ModelOrder wanted) throws IOException {
        installed.forgetOrder();
        order = Optional.empty();
        LOG.log(Level.INFO, "Model installed model={0}", wanted.model());
    }

    private synchronized void hinder(ModelOrder wanted, String why) {
        hindrance = why;
        LOG.log(
                Level.INFO,
                "Model cannot be fetched yet model={0} reason={1}",
                wanted.model(),
                why);
    }

    private synchronized void failed(ModelOrder wanted, Exception why) {
        LOG.log(
                Level.WARNING,
                "Model given up model={0} reason={1}",
                wanted.model(),
                why.getMessage());
        try {
            keep(wanted.failed(String.valueOf(why.getMessage())));
        } catch (IOException e) {
            // Tried again after a start, which says the same.
            order = Optional.of(wanted.failed(String.valueOf(why.getMessage())));
        }
    }

    private void keep(ModelOrder now) throws IOException {
        installed.keep(now);
        order = Optional.of(now);
    }
}
