package io.roomscribe.device.capture;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.time.Ticker;
import java.util.concurrent.locks.LockSupport;

/// Lets samples of a file through at the pace of a microphone, or faster. A pause of the process is
/// caught up afterwards, so nothing is skipped.
///
/// Confined to the capture thread.
final class Pacer {
    /// Nothing shorter is waited for: a file played faster than real time comes in pieces, as from
    /// a sound card, not in a frame at a time.
    private static final long PARK_NANOS_MIN = 10_000_000;

    private static final long PARK_NANOS_MAX = 50_000_000;

    private final Ticker ticker;
    private final double nanosPerSample;
    private final long startNanos;
    private long samples;

    Pacer(Ticker ticker, double speed) {
        this.ticker = ticker;
        this.nanosPerSample = 1e9 / Audio.SAMPLE_RATE / speed;
        this.startNanos = ticker.nanos();
    }

    /// Waits until a microphone would have delivered `count` more samples.
    void await(int count) {
        samples += count;
        var due = startNanos + (long) (samples * nanosPerSample);
        for (var wait = due - ticker.nanos();
                wait > 0 && !Thread.currentThread().isInterrupted();
                wait = due - ticker.nanos()) {
            LockSupport.parkNanos(this, Math.clamp(wait, PARK_NANOS_MIN, PARK_NANOS_MAX));
        }
    }
}
