package io.roomscribe.device.recording;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EndReason;
import java.time.Instant;

/// How a recording ended.
///
/// Immutable.
///
/// @param samples its length
/// @param endedAt wall time at which its last sample was captured
public record RecordingEnd(
        RecordingId recording, long samples, EndReason reason, Instant endedAt) {}
