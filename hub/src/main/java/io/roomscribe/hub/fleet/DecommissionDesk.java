package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.DecommissionReceipt;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes boxes out of service: orders it, and takes a box's right to connect away once its receipt
/// is safe here. That is also how the box learns that it may destroy its keys.
///
/// Thread-safe; revokes on its task's thread.
public final class DecommissionDesk implements Task {
    private static final Logger LOG = System.getLogger(DecommissionDesk.class.getName());

    /// A box may lie in a technician's car over the holidays.
    private static final Duration LIFE = Duration.ofDays(60);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final CommandDesk desk;
    private final DecommissionStore store;
    private final Clock clock;
    private volatile Consumer<DeviceId> revoke = device -> {};

    public DecommissionDesk(CommandDesk desk, DecommissionStore store, Clock clock) {
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    /// @param newRevoke takes a box's right to connect away; harmless where it has none
    public void revokeWith(Consumer<DeviceId> newRevoke) {
        revoke = newRevoke;
    }

    /// @param by who decommissions
    public DeviceCommand order(DeviceId device, String by) {
        return desk.order(device, new CommandBody.Decommission(by), LIFE);
    }

    /// Of the last time a box was decommissioned.
    public Optional<DecommissionReceipt> receipt(DeviceId device) {
        return store.newest(device);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            for (var receipt : store.notRevoked()) {
                revoke.accept(receipt.device());
                store.revoked(receipt, clock.instant());
                LOG.log(Level.INFO, "Box decommissioned device={0}", receipt.device());
            }
        } while (!stop.await(LOOK_EVERY));
    }
}
