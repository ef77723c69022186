package io.roomscribe.device.systemd;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Feeds systemd's watchdog, and only while the box does what it is for: each of its proofs must
/// hold. Being alive is not enough, so a box whose recording hangs is started anew. That this runs
/// at all is the proof that tasks are run.
///
/// Runs on one thread.
public final class Watchdog implements Task {
    private static final Logger LOG = System.getLogger(Watchdog.class.getName());

    /// systemd's own advice is half of the limit; this leaves room for a machine that is busy.
    private static final int FEEDS_A_LIMIT = 4;

    /// @param name completes "not fed because there is no proof of ..."
    public record Proof(String name, BooleanSupplier holds) {}

    private final Systemd systemd;
    private final List<Proof> proofs;
    private boolean isStarving;

    public Watchdog(Systemd systemd, List<Proof> proofs) {
        this.systemd = systemd;
        this.proofs = List.copyOf(proofs);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var limit = systemd.watchdog();
        if (limit.isEmpty()) {
            return;
        }
        do {
            look();
        } while (!stop.await(limit.get().dividedBy(FEEDS_A_LIMIT)));
    }

    void look() {
        var missing = missing();
        if (missing.isEmpty()) {
            systemd.feed();
        } else if (!isStarving) {
            LOG.log(Level.WARNING, "Watchdog is not fed missing={0}", missing.get());
        }
        isStarving = missing.isPresent();
    }

    private Optional<String> missing() {
        return proofs.stream()
                .filter(proof -> !proof.holds().getAsBoolean())
                .map(Proof::name)
                .findFirst();
    }
}
