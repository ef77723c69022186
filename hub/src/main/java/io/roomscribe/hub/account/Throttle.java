package io.roomscribe.hub.account;

import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes guessing passwords slow: after a few wrong ones in a row the next try has to wait, twice
/// as long each time. Forgets whom it has not heard of for long when too many are known.
///
/// Thread-safe.
final class Throttle {
    private static final int FREE = 5;
    private static final int KNOWN_MAX = 10_000;
    private static final int DOUBLINGS_MAX = 9;

    private final Ticker ticker;

    private final Map<String, Failures> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > KNOWN_MAX;
                }
            };

    private record Failures(int count, long lastNanos) {}

    Throttle(Ticker ticker) {
        this.ticker = ticker;
    }

    /// How long `who` still has to wait; empty when they may try.
    synchronized Optional<Duration> pause(String who) {
        var failures = known.get(who);
        if (failures == null || failures.count() < FREE) {
            return Optional.empty();
        }
        var doublings = Math.min(failures.count() - FREE, DOUBLINGS_MAX);
        var left = Duration.ofSeconds(2L << doublings).minus(ticker.since(failures.lastNanos()));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void failed(String who) {
        var before = known.get(who);
        known.put(who, new Failures(before == null ? 1 : before.count() + 1, ticker.nanos()));
    }

    synchronized void succeeded(String who) {
        known.remove(who);
    }
}
