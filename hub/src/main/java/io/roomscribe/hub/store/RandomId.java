package io.roomscribe.hub.store;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Ids of rows that nobody can guess.
public final class RandomId {
    private RandomId() {}

    /// A random UUID of version 4.
    public static String of(RandomGenerator random) {
        var high = (random.nextLong() & ~0xf000L) | 0x4000L;
        var low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
