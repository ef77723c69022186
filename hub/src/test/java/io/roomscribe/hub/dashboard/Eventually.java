package io.roomscribe.hub.dashboard;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits until something holds; after ten seconds its own failure says what did not.
final class Eventually {
    private static final long DEADLINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Eventually() {}

    @FunctionalInterface
    interface Claim {
        void check() throws Exception;
    }

    static void holds(Claim claim) throws Exception {
        var start = System.nanoTime();
        while (true) {
            try {
                claim.check();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - start > DEADLINE_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
