package io.roomscribe.device.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.configuration.Setting;

/// Settings `device.*`.
///
/// Immutable.
public record DeviceIdentity(
        @Setting("The box's one name: MQTT client id, topic level, certificate CN. Required.")
                DeviceId id,
        @Setting("The room the box stands in.") RoomId room,
        @Setting("The room's name, for people.") String roomName) {

    /// What the id is until somebody gives one; never connects with it.
    public static final DeviceId UNNAMED = new DeviceId("unnamed");

    public static DeviceIdentity defaults() {
        return new DeviceIdentity(UNNAMED, new RoomId("room"), "Room");
    }
}
