package io.roomscribe.device.retention;

import io.roomscribe.device.chunk.EntryLog;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SpaceGuard;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.RemovalReason;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Keeps the box's space in order: compresses audio, lets old audio go, makes room when it runs
/// short, and says so when there is no more. One pass every few seconds, on a thread of its own; a
/// pass that fails is told by the supervisor and begun anew.
public final class Retention implements Task {
    private static final Logger LOG = System.getLogger(Retention.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_SHORT = Duration.ofSeconds(1);

    /// Removals by policy are gathered for so long, so that one tombstone tells of several chunks.
    private static final Duration POLICY_INTERVAL = Duration.ofMinutes(1);

    private static final int BATCH = 100;

    private final RetentionConfig config;
    private final Sent sent;
    private final HealthBoard health;
    private final SpaceGuard guard;
    private final WallAge age;
    private final Clock clock;
    private final Ticker ticker;
    private final AudioLedger ledger;
    private final AudioKeeper keeper;
    private final AudioRemoval removal;
    private final SpaceOrder order;
    private final KeptFiles files;
    private long policyAtNanos;
    private boolean policyWasRun;

    /// What became of the outbox's entries.
    public interface Sent {
        /// The hub has every entry up to this one.
        long acknowledgedThrough();

        /// Lowest sequence that is still in the outbox.
        long first();

        /// Removes acknowledged entries past their replay window.
        void purge();
    }

    /// @param clockIsGood whether wall time may decide what is removed
    public Retention(
            RetentionConfig config,
            Path data,
            Database database,
            EntryLog entries,
            Recordings recordings,
            AudioArchive archive,
            Sent sent,
            HealthBoard health,
            SpaceGuard guard,
            BooleanSupplier clockIsGood,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.sent = sent;
        this.health = health;
        this.guard = guard;
        this.age = new WallAge(clockIsGood, clock, ticker);
        this.clock = clock;
        this.ticker = ticker;
        this.ledger = new AudioLedger(database);
        this.files = new KeptFiles(data);
        this.removal = new AudioRemoval(ledger, entries, files, recordings.files(), clock);
        this.keeper =
                new AudioKeeper(
                        ledger, files, removal, recordings, config.audio(), archive.changing());
        this.order = new SpaceOrder(config, new SpaceGauge(data), ledger, removal, this::purgeText);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var pause = Duration.ZERO;
        while (!stop.await(pause)) {
            try {
                if (pause.isZero()) {
                    files.open();
                    removal.reconcile();
                }
                pause = pass(stop) ? PAUSE : PAUSE_SHORT;
            } catch (IOException e) {
                throw RetentionException.disk(e);
            }
        }
    }

    /// @return whether all is well, so that the next pass has time
    boolean pass(StopSignal stop) throws IOException, InterruptedException {
        removal.finish();
        ledger.acknowledged(sent.acknowledgedThrough());
        ledger.forgetTold(sent.first());
        var space = order.makeRoom();
        tell(space);
        while (!stop.isStopping() && keeper.compressNext()) {
            space = order.makeRoom();
        }
        while (keeper.dropRaw()) {
            LOG.log(Level.DEBUG, "Segment files dropped");
        }
        expireByPolicy();
        return space.missingBytes() == 0 && !guard.isRefusing();
    }

    private void expireByPolicy() throws IOException {
        var isGood = age.isGood();
        if (isGood) {
            ledger.startAgeing(clock.instant());
        }
        if (policyWasRun && ticker.since(policyAtNanos).compareTo(POLICY_INTERVAL) < 0) {
            return;
        }
        policyWasRun = true;
        policyAtNanos = ticker.nanos();
        if (config.audio().longest().isEmpty()) {
            var acknowledged = ledger.acknowledged(BATCH);
            if (!acknowledged.isEmpty()) {
                removal.expire(acknowledged, RemovalReason.POLICY);
            }
        } else if (isGood) {
            var old =
                    ledger.agedBefore(clock.instant().minus(config.audio().longest().get()), BATCH);
            if (!old.isEmpty()) {
                removal.expire(old, RemovalReason.AGE);
            }
        }
    }

    private void purgeText() {
        if (age.isGood()) {
            sent.purge();
            ledger.forgetTold(sent.first());
        }
    }

    private void tell(SpaceOrder.Space space) {
        guard.budgetIsUsedUp(space.isOverBudget());
        var figures =
                "%s free of %s, recordings and database take %s"
                        .formatted(
                                size(space.freeBytes()),
                                size(space.totalBytes()),
                                size(space.usedBytes()));
        if (guard.isRefusing()) {
            health.raise(DeviceCondition.SPACE_USED_UP, figures + ", nothing of it may go");
        } else {
            health.clear(DeviceCondition.SPACE_USED_UP);
        }
        if (space.missingBytes() > 0 && !guard.isRefusing()) {
            health.raise(DeviceCondition.SPACE_SHORT, figures);
        } else {
            health.clear(DeviceCondition.SPACE_SHORT);
        }
    }

    private static String size(long bytes) {
        return bytes < DataSize.ofMebibytes(10_240).bytes()
                ? "%d MiB".formatted(bytes >> 20)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
