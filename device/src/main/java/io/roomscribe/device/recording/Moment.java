package io.roomscribe.device.recording;

import java.time.Instant;

/// One moment by both clocks.
///
/// Immutable.
///
/// @param nanos monotonic
record Moment(long nanos, Instant wall) {}
