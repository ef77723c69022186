package io.roomscribe.device.chunk;

import io.roomscribe.protocol.RecordingId;
import java.time.Instant;

/// Where an ended recording lies in time.
///
/// Immutable.
///
/// @param startedAt wall time of sample 0
public record RecordedSpan(RecordingId recording, Instant startedAt, long samples) {}
