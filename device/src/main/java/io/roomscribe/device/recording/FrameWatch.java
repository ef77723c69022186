package io.roomscribe.device.recording;

import io.roomscribe.device.capture.CaptureException;
import java.time.Duration;
import java.util.Optional;

/// Notices that a source which is being recorded delivers nothing and reports no error either: a
/// driver that does not come back from a read looks like that. A source that watches itself does so
/// first.
///
/// Confined to the recording thread.
final class FrameWatch {
    /// Longer than the recording thread waits for a frame. If more went by, this process stood
    /// still, and the source may not have.
    private static final long STEP_MAX_NANOS = 250_000_000;

    private final Duration timeout;
    private long waitedNanos;
    private long lookedAtNanos;
    private Optional<CaptureException> told = Optional.empty();

    FrameWatch(Duration timeout) {
        this.timeout = timeout;
    }

    /// Something came; answers with the failure that is over.
    Optional<CaptureException> came(long nowNanos) {
        waitedNanos = 0;
        lookedAtNanos = nowNanos;
        var over = told;
        told = Optional.empty();
        return over;
    }

    /// Nothing came; answers with the failure, once, when that has lasted too long.
    ///
    /// @param source its description
    Optional<CaptureException> nothingCame(long nowNanos, String source) {
        waitedNanos += Math.min(nowNanos - lookedAtNanos, STEP_MAX_NANOS);
        lookedAtNanos = nowNanos;
        // Half as long again: a source that watches itself knows more, and shall be first.
        if (told.isPresent() || waitedNanos < timeout.toNanos() * 3 / 2) {
            return Optional.empty();
        }
        told = Optional.of(CaptureException.noFrames(source, timeout));
        return told;
    }
}
