package io.roomscribe.hub.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where a room's calendar is, and what came of reading it last.
///
/// Immutable.
///
/// @param url empty: a file that somebody sent
/// @param every how often an address is read
/// @param readAt last time without a mistake
/// @param problem why it could not be read the last time; empty when it could
public record RoomCalendar(
        String url,
        String file,
        Duration every,
        Optional<Instant> triedAt,
        Optional<Instant> readAt,
        String problem) {

    /// Whether it is time to read it again.
    boolean isDue(Instant now) {
        return triedAt.map(at -> !at.plus(every).isAfter(now)).orElse(true);
    }

    public boolean isAddress() {
        return !url.isEmpty();
    }

    /// An address for people who may read it but not know it: whoever has it whole can read the
    /// calendar.
    public String host() {
        return url.replaceFirst("^[a-z]+://([^/?#@]*@)?([^/?#]*).*$", "$2");
    }
}
