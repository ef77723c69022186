package io.roomscribe.hub.dashboard.route;

import io.roomscribe.hub.meeting.Meeting;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// Reads the time at which somebody left a meeting, as its people say it: `10:05`. Stateless.
public final class SinceClock {
    private SinceClock() {}

    /// @param text empty for the meeting's beginning
    /// @throws ProblemException when it is no time of a clock
    public static Optional<Instant> of(String text, Meeting meeting, ZoneId zone) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            var day = meeting.startedAt().atZone(zone).toLocalDate();
            var at = LocalTime.parse(text.strip()).atDate(day).atZone(zone).toInstant();
            // A meeting that went past midnight: what was before its beginning is tomorrow.
            return Optional.of(
                    at.isBefore(meeting.startedAt())
                                    && meeting.endedAt().atZone(zone).toLocalDate().isAfter(day)
                            ? LocalTime.parse(text.strip())
                                    .atDate(day.plusDays(1))
                                    .atZone(zone)
                                    .toInstant()
                            : at);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("'since' is a time of the clock, such as 10:05.");
        }
    }
}
