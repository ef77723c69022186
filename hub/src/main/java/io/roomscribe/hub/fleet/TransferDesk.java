package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.CommandBody;
import java.time.Duration;
import java.util.TreeMap;

/// Moves boxes to other rooms. A box that is offline moves when it comes back; everything it
/// recorded before stays with the room it was recorded in.
///
/// Thread-safe.
public final class TransferDesk {
    /// A box may lie in a technician's car over the holidays.
    private static final Duration LIFE = Duration.ofDays(60);

    /// Set from here it would count above the new room's name.
    private static final String ROOM_NAME = "device.room-name";

    private final FleetStore fleet;
    private final CommandDesk desk;
    private final TwinStore twins;
    private final TwinDesk twinDesk;

    public TransferDesk(FleetStore fleet, CommandDesk desk, TwinStore twins, TwinDesk twinDesk) {
        this.fleet = fleet;
        this.desk = desk;
        this.twins = twins;
        this.twinDesk = twinDesk;
    }

    /// @param roomName for people; empty for the one the hub knows, or else the room's id
    public DeviceCommand order(DeviceId device, RoomId room, String roomName) {
        var name =
                roomName.isBlank()
                        ? fleet.room(room).map(Room::name).orElse(room.value())
                        : roomName.strip();
        var desired = twins.twin(device).desired();
        if (desired.settings().containsKey(ROOM_NAME)) {
            var rest = new TreeMap<>(desired.settings());
            rest.remove(ROOM_NAME);
            // Whoever changes it at this moment sees the old name there, and what is in force.
            var _ = twinDesk.desire(device, desired.version(), rest);
        }
        return desk.order(device, new CommandBody.Transfer(room, name), LIFE);
    }
}
