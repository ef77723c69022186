package io.roomscribe.device.identity;

import io.roomscribe.protocol.RoomId;
import java.util.Map;

/// The room that a box was moved to by its hub; counts above its configuration file.
///
/// Immutable.
public record Placement(RoomId room, String roomName) {
    /// As in the configuration file.
    Map<String, String> settings() {
        return Map.of("device.room", room.value(), "device.room-name", roomName);
    }
}
