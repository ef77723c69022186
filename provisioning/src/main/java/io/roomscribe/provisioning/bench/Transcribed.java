package io.roomscribe.provisioning.bench;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.accuracy.DiarizationErrorRate.Turn;
import java.util.List;
import java.util.stream.Collectors;

/// What box and hub made of a recording.
///
/// Immutable.
///
/// @param audioSeconds length of the recording
record Transcribed(double audioSeconds, List<Segment> segments) {
    private static final String UNSURE = "unsure";

    Transcribed {
        segments = List.copyOf(segments);
    }

    /// As the hub's API tells it.
    ///
    /// @param firstSample from the recording's first one
    record Segment(long number, long firstSample, long samples, String speaker, String text) {}

    /// What the transcript says of one meeting.
    record Transcript(List<Segment> segments) {}

    String text() {
        return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
    }

    List<Turn> turns() {
        return segments.stream()
                .map(segment ->
                        new Turn(
                                segment.speaker().equals(UNSURE) ? "" : segment.speaker(),
                                seconds(segment.firstSample()),
                                seconds(segment.firstSample() + segment.samples())))
                .toList();
    }

    double unsureSeconds() {
        return segments.stream()
                .filter(segment -> segment.speaker().equals(UNSURE))
                .mapToDouble(segment -> seconds(segment.samples()))
                .sum();
    }

    private static double seconds(long samples) {
        return (double) samples / Audio.SAMPLE_RATE;
    }
}
