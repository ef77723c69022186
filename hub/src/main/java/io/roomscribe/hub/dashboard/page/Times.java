package io.roomscribe.hub.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/// Times as people read them, in the hub's zone.
///
/// Immutable.
final class Times {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    Times(ZoneId zone) {
        this.zone = zone;
    }

    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    String seconds(Instant at) {
        return SECONDS.format(at.atZone(zone));
    }

    int offsetSeconds(Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds();
    }

    LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    String day(Instant at) {
        return written(at.atZone(zone));
    }

    private static String written(TemporalAccessor day) {
        return DateTimeFormatter.ofPattern(Texts.of("times.day"), Texts.language().locale())
                .format(day);
    }

    /// `Today`, `Yesterday` or the date.
    String day(LocalDate date, Instant now) {
        var today = date(now);
        if (date.equals(today)) {
            return Texts.of("times.today");
        }
        return date.equals(today.minusDays(1)) ? Texts.of("times.yesterday") : written(date);
    }

    /// How long ago, coarsely.
    String ago(Instant at, Instant now) {
        var since = Duration.between(at, now);
        if (since.toSeconds() < 10) {
            return Texts.of("times.just-now");
        }
        return since.toDays() > 1
                ? day(at) + ", " + clock(at)
                : Texts.of("times.ago", length(since));
    }

    static String length(Duration duration) {
        var seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds % 60 == 0 || seconds >= 600
                    ? seconds / 60 + " min"
                    : "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        var minutes = seconds / 60;
        return minutes % 60 == 0
                ? minutes / 60 + " h"
                : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }
}
