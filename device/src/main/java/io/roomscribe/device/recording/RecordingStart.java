package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is known of a recording from its first sample on; it stands in the header of each of its
/// segment files, so any one of them is enough to rebuild it.
///
/// Immutable.
///
/// @param number counts the box's recordings: their order, whatever the wall clock did
/// @param bootId the kernel's boot id
/// @param startedAt wall time of sample 0
/// @param startedNanos monotonic time of sample 0, comparable within one boot
/// @param source for people: `line: USB Audio`
/// @param gapsBefore what was missed since the recording before it, in order
public record RecordingStart(
        RecordingId recording,
        long number,
        String bootId,
        Instant startedAt,
        long startedNanos,
        ClockQuality clock,
        String source,
        List<CaptureGap> gapsBefore) {

    public RecordingStart {
        gapsBefore = List.copyOf(gapsBefore);
    }

    /// Wall time of a sample, counted from the anchor.
    public Instant at(long sample) {
        return startedAt.plus(Audio.duration(sample));
    }

    /// Monotonic time of a sample, likewise.
    long nanosAt(long sample) {
        return startedNanos + Audio.duration(sample).toNanos();
    }

    /// The same recording on a better clock.
    RecordingStart retimed(Instant betterStart, ClockQuality betterClock) {
        var delta = Duration.between(startedAt, betterStart);
        return new RecordingStart(
                recording,
                number,
                bootId,
                betterStart,
                startedNanos,
                betterClock,
                source,
                gapsBefore.stream().map(gap -> gap.movedBy(delta)).toList());
    }
}
