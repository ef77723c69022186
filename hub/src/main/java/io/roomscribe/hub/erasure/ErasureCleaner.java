package io.roomscribe.hub.erasure;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Leaves nothing of what was erased in files: rewrites the database without its old pages, and
/// empties the broker, whose journal keeps messages that were delivered long ago. An erasure counts
/// as cleaned only then, so a hub that is killed meanwhile does it at its next start.
///
/// Runs on its task's thread; [#wake] is for others.
public final class ErasureCleaner implements Task {
    private static final System.Logger LOG = System.getLogger(ErasureCleaner.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    /// Several erasures in a row are cleaned up after together.
    private static final Duration GATHER = Duration.ofSeconds(1);

    private final ErasureStore store;
    private final List<Runnable> cleanings;
    private final Clock clock;
    private final Semaphore reasons = new Semaphore(0);

    /// @param cleanings each of them leaves one kind of file without what was deleted
    public ErasureCleaner(ErasureStore store, List<Runnable> cleanings, Clock clock) {
        this.store = store;
        this.cleanings = List.copyOf(cleanings);
        this.clock = clock;
    }

    public void wake() {
        reasons.release();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            clean(store.uncleaned());
            if (reasons.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)
                    && !stop.await(GATHER)) {
                reasons.drainPermits();
            }
        }
    }

    private void clean(List<UUID> erasures) {
        if (erasures.isEmpty()) {
            return;
        }
        cleanings.forEach(Runnable::run);
        store.cleaned(erasures, clock.instant());
        LOG.log(Level.INFO, "Erasures cleaned up after erasures={0}", erasures);
    }
}
