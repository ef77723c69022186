package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.message.DeviceState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a room's boxes are doing, by the strongest claim that is true. Shown by colour, shape and
/// word together, so that none of them is needed alone.
///
/// Ordered from the strongest claim: a room with one box recording is recorded.
public enum RoomState {
    RECORDING,
    MUTED,
    FAULT,
    STARTING,
    IDLE,
    OFFLINE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RoomState of(Device device) {
        return device.online() ? of(device.state()) : OFFLINE;
    }

    public static RoomState of(List<Device> devices) {
        return devices.stream().map(RoomState::of).min(Comparator.naturalOrder()).orElse(OFFLINE);
    }

    private static RoomState of(DeviceState state) {
        return switch (state) {
            case RECORDING -> RECORDING;
            case MUTED -> MUTED;
            case FAULT -> FAULT;
            case STARTING -> STARTING;
            case IDLE -> IDLE;
            case OFFLINE -> OFFLINE;
        };
    }
}
