package io.roomscribe.device.transcript;

import io.roomscribe.protocol.RecordingId;
import java.time.Instant;

/// Shown what is being said while it is said. Nothing of it is kept: it must return at once and may
/// forget it.
@FunctionalInterface
public interface PartialListener {

    /// @param capturedAt wall time at which the newest audio in it reached the recorder
    void partial(RecordingId recording, long firstSample, String text, Instant capturedAt);
}
