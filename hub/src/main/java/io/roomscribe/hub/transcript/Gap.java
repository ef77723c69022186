package io.roomscribe.hub.transcript;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.GapReason;
import java.time.Instant;

/// A stretch of a room's time without audio.
///
/// Immutable.
public record Gap(
        RoomId room, DeviceId device, Instant startedAt, Instant endedAt, GapReason reason) {}
