package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.Severity;
import java.time.Instant;

/// An active health condition of a box, as the box declared it.
///
/// Immutable.
///
/// @param code kebab-case
/// @param text one sentence for a technician
/// @param since the box's clock
public record DeviceCondition(
        DeviceId device, String code, Severity severity, String text, Instant since) {}
