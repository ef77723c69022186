package io.roomscribe.device.decommissioning;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.DecommissionReceipt;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the box out of service, one [DecommissionStep] after the other. Erasing itself happens
/// between two processes, when nothing is open.
///
/// That the hub has taken the box's right to connect away is how the box learns that its receipt
/// arrived: the hub does so when it has the receipt.
///
/// Thread-safe; runs on one thread.
public final class Decommissioning implements Task {
    private static final Logger LOG = System.getLogger(Decommissioning.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DecommissionFile file;
    private final DeviceId device;
    private final Surroundings surroundings;
    private final HealthBoard health;
    private final Clock clock;
    private volatile @Nullable DecommissionState state;

    /// What of the box it reaches.
    ///
    /// @param silence stops the recorder for good
    /// @param isHandedOver whether the hub has all that was recorded, as words
    /// @param stream of the outbox
    /// @param acknowledged the last sequence the hub has
    /// @param restart ends the process, and returns before it does
    public record Surroundings(
            Runnable silence,
            BooleanSupplier isHandedOver,
            Supplier<StreamId> stream,
            LongSupplier acknowledged,
            Runnable restart) {}

    public Decommissioning(
            DecommissionFile file,
            DeviceId device,
            Surroundings surroundings,
            HealthBoard health,
            Clock clock) {
        this.file = file;
        this.device = device;
        this.surroundings = surroundings;
        this.health = health;
        this.clock = clock;
        this.state = file.read().orElse(null);
    }

    /// Takes the order, durably, and silences the recorder.
    ///
    /// @return the receipt, once the box has erased itself
    public synchronized Optional<DecommissionReceipt> order(UUID id, String by) {
        var now = state;
        if (now == null) {
            surroundings.silence().run();
            var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            now =
                    new DecommissionState(
                            DecommissionStep.HANDING_OVER,
                            new DecommissionReceipt(
                                    id,
                                    device,
                                    by,
                                    at,
                                    surroundings.stream().get(),
                                    0,
                                    Instant.EPOCH,
                                    0,
                                    0));
            file.write(now);
            state = now;
            LOG.log(Level.INFO, "Decommissioning begins order={0}", id);
        }
        return now.isErased() ? Optional.of(now.receipt()) : Optional.empty();
    }

    /// Whether it was ordered.
    public boolean isUnderWay() {
        return state != null;
    }

    /// The hub has taken this box's right to connect away.
    public synchronized void revoked() {
        var now = state;
        if (now != null && now.step() == DecommissionStep.ERASED) {
            next(now.at(DecommissionStep.DESTROYING_KEYS));
        }
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK));
    }

    private synchronized void look() {
        var now = state;
        if (now == null) {
            return;
        }
        if (!now.isErased()) {
            health.raise(DeviceCondition.DECOMMISSIONING, "the hub does not have everything yet");
            if (now.step() == DecommissionStep.HANDING_OVER
                    && surroundings.isHandedOver().getAsBoolean()) {
                next(now.handedOver(surroundings.acknowledged().getAsLong()));
            }
        } else if (file.isThere()) {
            health.raise(
                    DeviceCondition.DECOMMISSIONED,
                    "erased at %s, receipt %s"
                            .formatted(now.receipt().erasedAt(), now.receipt().id()));
        } else {
            LOG.log(Level.INFO, "Back in service");
            state = null;
            surroundings.restart().run();
        }
    }

    private void next(DecommissionState after) {
        file.write(after);
        state = after;
        LOG.log(Level.INFO, "Decommissioning goes on step={0}", after.step());
        surroundings.restart().run();
    }
}
