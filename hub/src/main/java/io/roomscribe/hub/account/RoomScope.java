package io.roomscribe.hub.account;

import io.roomscribe.protocol.RoomId;
import java.util.Set;

/// The rooms somebody may see.
///
/// Immutable.
///
/// @param all every room, those that come later too; `rooms` is then empty
public record RoomScope(boolean all, Set<RoomId> rooms) {
    public static final RoomScope EVERYWHERE = new RoomScope(true, Set.of());

    public RoomScope {
        rooms = all ? Set.of() : Set.copyOf(rooms);
    }

    public boolean permits(RoomId room) {
        return all || rooms.contains(room);
    }
}
