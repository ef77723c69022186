package io.roomscribe.protocol.time;

import java.time.Duration;

/// Monotonic time. `System::nanoTime` in `Main`, a hand-driven one in tests.
@FunctionalInterface
public interface Ticker {
    /// Nanoseconds from an arbitrary origin; never goes back.
    long nanos();

    /// What has passed since an earlier reading.
    default Duration since(long earlierNanos) {
        return Duration.ofNanos(nanos() - earlierNanos);
    }
}
