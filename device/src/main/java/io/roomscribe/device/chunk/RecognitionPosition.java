package io.roomscribe.device.chunk;

import io.roomscribe.protocol.RecordingId;

/// How far a recording is recognised.
///
/// Immutable.
///
/// @param throughSample everything said before it is committed
public record RecognitionPosition(RecordingId recording, long throughSample) {}
