package io.roomscribe.protocol.supervision;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks tasks to end, without interrupting anybody.
///
/// Thread-safe.
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    public boolean isStopping() {
        return stopped.getCount() == 0;
    }

    /// Waits for the signal, at most `timeout`; true when it has come.
    public boolean await(Duration timeout) throws InterruptedException {
        return stopped.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    public void stop() {
        stopped.countDown();
    }
}
