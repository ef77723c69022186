package io.roomscribe.hub.meeting;

import io.roomscribe.hub.transcript.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// How much of a meeting was heard: what lies in a gap was not. Gaps of several boxes in a room
/// count once where they overlap.
public final class Coverage {
    private Coverage() {}

    /// In percent, with one decimal; a meeting without length is whole.
    public static double percent(Instant from, Instant to, List<Gap> gaps) {
        var whole = Duration.between(from, to).toMillis();
        if (whole <= 0) {
            return 100;
        }
        var missing = 0L;
        var through = from;
        for (var gap : gaps.stream().sorted(Comparator.comparing(Gap::startedAt)).toList()) {
            var start = gap.startedAt().isAfter(through) ? gap.startedAt() : through;
            var end = gap.endedAt().isBefore(to) ? gap.endedAt() : to;
            if (end.isAfter(start)) {
                missing += Duration.between(start, end).toMillis();
                through = end;
            }
        }
        // Rounded down: what is not whole must not look so.
        return Math.floor(1000.0 * (whole - missing) / whole) / 10;
    }

    /// `99.2 %`, and `100 %` when nothing is missing.
    public static String text(double percent) {
        return percent == 100 ? "100 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
