package io.roomscribe.device.erasure;

import io.roomscribe.device.chunk.RecordedSpan;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Which samples lie between two moments.
final class StretchFinder {
    private StretchFinder() {}

    static List<Stretch> between(List<RecordedSpan> recordings, Instant from, Instant to) {
        return recordings.stream()
                .map(recording -> between(recording, from, to))
                .flatMap(Optional::stream)
                .toList();
    }

    /// One for each recording, from the first to the last of its own.
    static List<Stretch> joined(List<Stretch> stretches) {
        var joined = new LinkedHashMap<RecordingId, Stretch>();
        for (var stretch : stretches) {
            joined.merge(stretch.recording(), stretch, StretchFinder::join);
        }
        return List.copyOf(joined.values());
    }

    private static Stretch join(Stretch one, Stretch other) {
        var first = Math.min(one.firstSample(), other.firstSample());
        var end = Math.max(one.endSample(), other.endSample());
        return new Stretch(one.recording(), first, end - first);
    }

    private static Optional<Stretch> between(RecordedSpan recording, Instant from, Instant to) {
        var startedAt = recording.startedAt();
        var first = samples(startedAt, from, recording.samples());
        var end = samples(startedAt, to, recording.samples());
        return end > first
                ? Optional.of(new Stretch(recording.recording(), first, end - first))
                : Optional.empty();
    }

    private static long samples(Instant startedAt, Instant at, long max) {
        if (!at.isAfter(startedAt)) {
            return 0;
        }
        var after = Duration.between(startedAt, at);
        return after.compareTo(Audio.duration(max)) >= 0 ? max : Audio.samples(after);
    }
}
