package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ClockQuality;
import java.time.Instant;
import java.util.Optional;

/// What is known of a recording from its first sample on; it stands in the header of each of its
/// segment files, so any one of them is enough to rebuild it.
///
/// Immutable.
///
/// @param bootId the kernel's boot id
/// @param startedAt wall time of sample 0
/// @param source for people: `line: USB Audio`
/// @param gapBefore what was missed before it
public record RecordingStart(
        RecordingId recording,
        String bootId,
        Instant startedAt,
        ClockQuality clock,
        String source,
        Optional<CaptureGap> gapBefore) {

    /// Wall time of a sample, counted from the anchor.
    public Instant at(long sample) {
        return startedAt.plus(Audio.duration(sample));
    }
}
