package io.roomscribe.device.speech;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;

/// Looks at the worker's memory every ten seconds. Over the limit, the worker is replaced when
/// nobody is speaking; half as much again over it, at once.
///
/// Confined to one thread.
final class MemoryWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final DataSize limit;
    private final Ticker ticker;
    private long lastNanos;
    private long lastBytes;

    MemoryWatch(DataSize limit, Ticker ticker) {
        this.limit = limit;
        this.ticker = ticker;
        this.lastNanos = ticker.nanos();
    }

    /// True when there is something to look at: it is time, or the limit was passed and only a
    /// quiet moment is missing.
    boolean isDue() {
        return lastBytes > limit.bytes() || ticker.since(lastNanos).compareTo(INTERVAL) >= 0;
    }

    boolean isTooBig(SpeechWorker worker, boolean isQuiet) {
        if (ticker.since(lastNanos).compareTo(INTERVAL) >= 0) {
            lastNanos = ticker.nanos();
            lastBytes = worker.residentBytes();
        }
        var isFarTooBig = lastBytes > limit.bytes() + limit.bytes() / 2;
        return isFarTooBig || (lastBytes > limit.bytes() && isQuiet);
    }
}
