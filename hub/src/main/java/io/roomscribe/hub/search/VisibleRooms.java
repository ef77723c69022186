package io.roomscribe.hub.search;

import io.roomscribe.protocol.RoomId;
import java.util.Optional;
import java.util.Set;

/// The rooms of which a reader may see what was said.
///
/// Immutable.
///
/// @param only these; empty: every room
public record VisibleRooms(Optional<Set<RoomId>> only) {
    public static final VisibleRooms ALL = new VisibleRooms(Optional.empty());

    public VisibleRooms {
        only = only.map(Set::copyOf);
    }

    public static VisibleRooms of(Set<RoomId> rooms) {
        return new VisibleRooms(Optional.of(rooms));
    }

    public boolean has(RoomId room) {
        return only.map(rooms -> rooms.contains(room)).orElse(true);
    }
}
