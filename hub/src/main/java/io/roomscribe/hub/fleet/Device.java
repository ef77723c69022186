package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import java.time.Instant;

/// A box as it last described itself.
///
/// Immutable.
///
/// @param state `OFFLINE` when it is not online
/// @param lastSequence highest sequence it had allocated when it last connected
/// @param seenAt hub's clock, when something last came from it
public record Device(
        DeviceId id,
        RoomId room,
        boolean online,
        DeviceState state,
        String softwareVersion,
        ClockQuality clock,
        long lastSequence,
        Instant seenAt) {}
