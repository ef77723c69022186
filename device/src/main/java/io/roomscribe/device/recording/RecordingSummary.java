package io.roomscribe.device.recording;

import java.util.Optional;

/// A recording that has audio on the disk, as it stands now.
///
/// Immutable.
///
/// @param samples how many there are so far
/// @param end empty while it goes on
public record RecordingSummary(RecordingStart start, long samples, Optional<RecordingEnd> end) {}
