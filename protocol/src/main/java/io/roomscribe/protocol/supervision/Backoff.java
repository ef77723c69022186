package io.roomscribe.protocol.supervision;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Decorrelated jitter: each delay is random between the shortest and three times the last, so that
/// boxes that fell over together do not come back together.
///
/// Confined to one thread.
public final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;
    private long lastMillis;

    public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.lastMillis = shortest.toMillis();
    }

    public Duration next() {
        var upper = Math.max(shortest.toMillis() + 1, lastMillis * 3);
        lastMillis = Math.min(longest.toMillis(), random.nextLong(shortest.toMillis(), upper));
        return Duration.ofMillis(lastMillis);
    }

    /// Call when things have been well for long enough.
    public void reset() {
        lastMillis = shortest.toMillis();
    }
}
