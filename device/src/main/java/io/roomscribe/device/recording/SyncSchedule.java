package io.roomscribe.device.recording;

import java.time.Duration;

/// When audio is to be forced to the disk, so that a power cut takes no more of it than an
/// interval.
///
/// Confined to the recording thread but for `interval` and `pauseNanos`.
final class SyncSchedule {
    /// 0.2 s. More than that was not read in time.
    private static final int FRAMES_BEHIND = 10;

    private volatile long pauseNanos;
    private long syncedAtNanos;
    private long tookNanos;
    private boolean isBehind;

    /// @param nowNanos when it begins
    SyncSchedule(Duration interval, long nowNanos) {
        interval(interval);
        syncedAtNanos = nowNanos - pauseNanos;
    }

    /// From now on forces so often.
    void interval(Duration interval) {
        // Earlier than that: the block that is being filled counts too.
        pauseNanos = interval.toNanos() * 3 / 4;
    }

    /// The longest time between two forcings.
    long pauseNanos() {
        return pauseNanos;
    }

    /// Asked after each frame.
    ///
    /// @param framesWaiting how many were read but not written yet
    boolean isDue(long nowNanos, int framesWaiting) {
        isBehind |= framesWaiting >= FRAMES_BEHIND;
        // What had piled up is older than the pause accounts for.
        var hasCaughtUp = isBehind && framesWaiting == 0;
        // What comes while the disk is forcing is safe only after the next time.
        var pause = Math.max(pauseNanos / 2, pauseNanos - tookNanos);
        return hasCaughtUp || nowNanos - syncedAtNanos >= pause;
    }

    /// Forced, in so much time.
    void synced(long beganNanos, long endedNanos, int framesWaiting) {
        syncedAtNanos = beganNanos;
        tookNanos = endedNanos - beganNanos;
        isBehind &= framesWaiting > 0;
    }
}
