package io.roomscribe.hub.fleet;

import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes desired configurations and has the broker keep each box's newest. With each new connection
/// it says all of them again: the broker may have been emptied, or be another one.
///
/// Thread-safe; sends on its task's thread.
public final class TwinDesk implements Task {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final TwinStore store;
    private final DeviceSender sender;
    private final Clock clock;
    private final Semaphore reasons = new Semaphore(0);
    private final Set<DeviceId> unsaid = new LinkedHashSet<>();
    private boolean isAllUnsaid;

    public TwinDesk(TwinStore store, DeviceSender sender, Clock clock) {
        this.store = store;
        this.sender = sender;
        this.clock = clock;
        sender.onConnected(this::everythingIsUnsaid);
    }

    /// Desires these settings of a box, and no others.
    ///
    /// @param basedOn the version that whoever changes it has seen
    /// @return empty when somebody else has changed it since
    public Optional<DeviceTwin> desire(
            DeviceId device, long basedOn, Map<String, String> settings) {
        var twin = store.desire(device, basedOn, settings, clock.instant());
        twin.ifPresent(changed -> say(List.of(device)));
        return twin;
    }

    /// On the link's thread, so the database is asked later.
    private void everythingIsUnsaid() {
        synchronized (unsaid) {
            isAllUnsaid = true;
        }
        reasons.release();
    }

    private void say(List<DeviceId> devices) {
        synchronized (unsaid) {
            unsaid.addAll(devices);
        }
        reasons.release();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var _ = reasons.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            reasons.drainPermits();
            for (var device : due()) {
                if (!sender.desired(device, store.twin(device).desired())) {
                    // Without a connection; the next one says everything.
                    break;
                }
            }
        }
    }

    private List<DeviceId> due() {
        boolean all;
        List<DeviceId> some;
        synchronized (unsaid) {
            all = isAllUnsaid;
            isAllUnsaid = false;
            some = List.copyOf(unsaid);
            unsaid.clear();
        }
        return all ? store.desired().stream().map(DeviceTwin::device).toList() : some;
    }
}
