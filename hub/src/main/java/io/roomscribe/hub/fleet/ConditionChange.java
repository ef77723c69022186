package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.message.Severity;
import java.time.Instant;

/// A health condition of a box came up or went away.
///
/// Immutable.
///
/// @param at the box's clock
public record ConditionChange(
        String code, Severity severity, boolean active, String text, Instant at) {}
