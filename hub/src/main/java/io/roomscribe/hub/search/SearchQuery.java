package io.roomscribe.hub.search;

import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What somebody looks for.
///
/// Immutable.
///
/// @param text may be empty: then everything that passes the filters, newest first
/// @param limit how many of the best to give after the first `offset`
public record SearchQuery(String text, SearchMode mode, Filter filter, int offset, int limit) {
    /// Nobody reads further, and everything before has to be ranked.
    public static final int DEPTH_MAX = 200;

    public SearchQuery {
        if (offset < 0 || limit < 1 || offset + limit > DEPTH_MAX) {
            throw new IllegalArgumentException("nothing is ranked beyond " + DEPTH_MAX);
        }
    }

    /// Among what to look.
    ///
    /// @param person a name that a speaker was given, or a label; of tasks also their owner
    /// @param from of when it was said
    /// @param to the first instant that is too late
    /// @param kinds only what the minutes have as one of these; empty: everything that was said
    public record Filter(
            VisibleRooms visible,
            Optional<RoomId> room,
            Optional<String> meeting,
            Optional<String> person,
            Optional<Instant> from,
            Optional<Instant> to,
            Set<ItemKind> kinds) {
        public Filter {
            kinds = Set.copyOf(kinds);
        }

        public static Filter everything(VisibleRooms visible) {
            return new Filter(
                    visible,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of());
        }

        public Filter inRoom(RoomId one) {
            return new Filter(visible, Optional.of(one), meeting, person, from, to, kinds);
        }

        public Filter inMeeting(String one) {
            return new Filter(visible, room, Optional.of(one), person, from, to, kinds);
        }
    }
}
