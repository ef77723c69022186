package io.roomscribe.hub.meeting;

import io.roomscribe.hub.meeting.CutRule.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A moment in a meeting at which nobody spoke.
///
/// Immutable.
///
/// @param next what was said after it
record SpeechPause(Instant from, Spoken next) {

    /// A pause that one hears; shorter ones are where the recogniser drew a breath.
    private static final Duration HEARD = Duration.ofMillis(500);

    /// A segment, by its times.
    record Spoken(Instant startedAt, Instant endedAt, Place place) {}

    /// The pause nearest to an instant, no further from it than `reach`: one that can be heard, or
    /// else any place where one segment ends and another begins.
    ///
    /// @param spoken in the order in which it began
    static Optional<SpeechPause> nearest(List<Spoken> spoken, Instant to, Duration reach) {
        var pauses =
                IntStream.range(1, spoken.size())
                        .mapToObj(i -> new SpeechPause(endedBefore(spoken, i), spoken.get(i)))
                        .filter(pause -> pause.distance(to).compareTo(reach) <= 0)
                        .sorted(Comparator.comparing(pause -> pause.distance(to)))
                        .toList();
        return pauses.stream()
                .filter(pause -> pause.length().compareTo(HEARD) >= 0)
                .findFirst()
                .or(() -> pauses.stream().findFirst());
    }

    /// Two boxes may hear at once: silence begins where the last of them ended.
    private static Instant endedBefore(List<Spoken> spoken, int index) {
        return spoken.subList(0, index).stream()
                .map(Spoken::endedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    Duration length() {
        return Duration.between(from, next.startedAt());
    }

    /// None when the instant lies within it.
    Duration distance(Instant to) {
        if (to.isBefore(from)) {
            return Duration.between(to, from);
        }
        return to.isAfter(next.startedAt())
                ? Duration.between(next.startedAt(), to)
                : Duration.ZERO;
    }
}
