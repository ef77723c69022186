package io.roomscribe.hub.meeting;

import io.roomscribe.hub.meeting.CutRule.Place;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A place in a room's stream that divides meetings, whatever the pauses are.
///
/// Immutable.
///
/// @param at audio time
/// @param anchor what it moves with; empty when it is a time of day
/// @param madeBy who made it, for people
record MeetingCut(RoomId room, Instant at, Optional<Place> anchor, Kind kind, String madeBy) {

    enum Kind {
        /// A person began a meeting.
        STARTED,
        /// A person ended one.
        STOPPED,
        /// A person made two of one.
        SPLIT,
        /// One appointment followed upon another.
        CALENDAR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
