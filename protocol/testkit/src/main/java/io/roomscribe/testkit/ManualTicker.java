package io.roomscribe.testkit;

import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Monotonic time that stands still until a test moves it.
///
/// Thread-safe.
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("monotonic time does not go back: " + by);
        }
        nanos.addAndGet(by.toNanos());
    }
}
