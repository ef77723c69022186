package io.roomscribe.hub.transcript;

import java.time.Instant;
import java.util.List;

/// How a segment sounds and to whom it is given.
///
/// Immutable.
///
/// @param speaker label, empty while nobody looked at it
/// @param spokenSeconds length of its words, without the pauses between them
/// @param vector the speaker vector, empty when there is none or it was erased
public record SegmentVoice(
        long number,
        Instant startedAt,
        Instant endedAt,
        String speaker,
        double spokenSeconds,
        List<Float> vector) {
    public SegmentVoice {
        vector = List.copyOf(vector);
    }
}
