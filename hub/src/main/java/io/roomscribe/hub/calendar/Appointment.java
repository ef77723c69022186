package io.roomscribe.hub.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One booking of a room, at one time.
///
/// Immutable.
///
/// @param uid names it, or the series it belongs to
/// @param attendees their names, or what stands for them
public record Appointment(
        String uid, String title, Instant startsAt, Instant endsAt, List<String> attendees) {
    public Appointment {
        attendees = List.copyOf(attendees);
    }

    /// How much of the time between two instants is booked for it.
    public Duration overlap(Instant from, Instant to) {
        var start = from.isAfter(startsAt) ? from : startsAt;
        var end = to.isBefore(endsAt) ? to : endsAt;
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }
}
