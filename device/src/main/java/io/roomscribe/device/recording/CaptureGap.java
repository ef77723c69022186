package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.GapReason;
import java.time.Instant;

/// A stretch in which nothing was recorded. It always ends where a recording begins.
///
/// Immutable.
public record CaptureGap(Instant startedAt, Instant endedAt, GapReason reason) {
    public CaptureGap {
        if (endedAt.isBefore(startedAt)) {
            throw new IllegalArgumentException(
                    "gap ends before it starts: " + startedAt + " to " + endedAt);
        }
    }
}
