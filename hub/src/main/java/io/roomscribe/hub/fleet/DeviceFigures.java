package io.roomscribe.hub.fleet;

import java.time.Instant;
import java.util.Optional;

/// What the hub has counted of a box.
///
/// Immutable.
///
/// @param gaps stretches without audio that ended in the last day
/// @param heardAt when something was last said in its room, as far as it is here; empty before that
public record DeviceFigures(int gaps, Optional<Instant> heardAt) {
    public static final DeviceFigures NONE = new DeviceFigures(0, Optional.empty());
}
