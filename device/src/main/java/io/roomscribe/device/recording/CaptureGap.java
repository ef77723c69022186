package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.GapReason;
import java.time.Duration;
import java.time.Instant;

/// A stretch in which nothing was recorded, for one reason. The gaps before a recording follow one
/// another and the last ends where the recording begins.
///
/// As long as the clock is not good its ends are not to be compared: the start may come from an
/// earlier boot's clock and the end from one that says 1970. Tell it only when they are.
///
/// Immutable.
///
/// @param isCounted whether the start was counted back from the recording by monotonic time, so
///   that it moves with it; otherwise it stands as an earlier boot's clock had it
public record CaptureGap(Instant startedAt, Instant endedAt, GapReason reason, boolean isCounted) {

    /// False when two clocks contradict each other, and the gap's length is not known.
    public boolean isPlausible() {
        return !endedAt.isBefore(startedAt);
    }

    /// The same gap when the recording that follows moves by `delta`. Never ends before it starts:
    /// clocks that contradict each other leave a gap of unknown length, not none.
    CaptureGap movedBy(Duration delta) {
        var start = isCounted ? startedAt.plus(delta) : startedAt;
        var end = endedAt.plus(delta);
        return new CaptureGap(start.isAfter(end) ? end : start, end, reason, isCounted);
    }
}
