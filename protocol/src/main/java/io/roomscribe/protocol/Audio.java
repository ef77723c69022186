package io.roomscribe.protocol;

import java.time.Duration;

/// The one audio format inside the product, past the capture package: 16 kHz, mono, signed 16-bit
/// little-endian PCM. Audio time is a sample count (house style W1).
public final class Audio {
    /// Samples a second.
    public static final int SAMPLE_RATE = 16_000;

    /// One frame: 20 ms.
    public static final int FRAME_SAMPLES = 320;

    public static final int BYTES_PER_SAMPLE = 2;

    private Audio() {}

    public static Duration duration(long samples) {
        return Duration.ofNanos(Math.multiplyExact(samples, 1_000_000_000L / SAMPLE_RATE));
    }

    public static long samples(Duration duration) {
        return duration.toNanos() / (1_000_000_000L / SAMPLE_RATE);
    }
}
