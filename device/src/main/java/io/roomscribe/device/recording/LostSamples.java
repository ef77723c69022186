package io.roomscribe.device.recording;

import java.time.Duration;

/// Notices that a live source lost samples without saying so: a driver whose buffer overran while
/// the process was stopped goes on as if nothing were, and the sample count falls behind monotonic
/// time for good. Falling behind for a moment is no loss: the samples wait in the line's buffer.
///
/// Confined to the recording thread.
final class LostSamples {
    /// One second of frames: longer than any line's buffer, so that in one of them it runs empty.
    private static final int WINDOW_FRAMES = 50;

    private static final long TOLERATED_NANOS = Duration.ofMillis(300).toNanos();

    /// How fast a sound card may run slower than the clock, in a window: 200 ppm.
    private static final long DRIFT_NANOS = 200_000;

    private long baseline;
    private long least = Long.MAX_VALUE;
    private int frames;

    /// A new recording: its count and the clock agree.
    void reset() {
        baseline = 0;
        least = Long.MAX_VALUE;
        frames = 0;
    }

    /// Takes how far the count is behind after a frame.
    ///
    /// @return whether samples were lost
    boolean isLossAfter(long behindNanos) {
        least = Math.min(least, behindNanos);
        if (++frames < WINDOW_FRAMES) {
            return false;
        }
        var isLoss = least - baseline > TOLERATED_NANOS;
        baseline = Math.min(least, baseline + DRIFT_NANOS);
        least = Long.MAX_VALUE;
        frames = 0;
        return isLoss;
    }
}
