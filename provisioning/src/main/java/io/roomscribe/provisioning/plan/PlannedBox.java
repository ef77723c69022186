package io.roomscribe.provisioning.plan;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;

/// One row of a plan: a box and where it goes.
///
/// Immutable.
///
/// @param serial of the machine, empty for any
/// @param hostname of the machine
/// @param address static, with the prefix length, as `10.0.0.7/24`; empty for DHCP
/// @param gateway empty without a static address
public record PlannedBox(
        int row,
        DeviceId device,
        RoomId room,
        String roomName,
        String serial,
        String hostname,
        String address,
        String gateway) {}
