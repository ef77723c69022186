package io.roomscribe.hub.release;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.UpdateStep;
import java.time.Instant;

/// A step that a box took.
///
/// Immutable.
///
/// @param at when the hub heard of it
public record DeviceUpdate(
        DeviceId device,
        String version,
        String before,
        UpdateStep step,
        String reason,
        Instant at) {}
