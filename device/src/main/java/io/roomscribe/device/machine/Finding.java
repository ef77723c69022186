package io.roomscribe.device.machine;

import io.roomscribe.protocol.health.HealthCondition;
import java.util.Optional;

/// What a look at one thing gave.
///
/// Immutable.
///
/// @param evidence what was seen, empty when all is well
record Finding(HealthCondition condition, Optional<String> evidence) {
    static Finding bad(HealthCondition condition, String evidence) {
        return new Finding(condition, Optional.of(evidence));
    }

    static Finding good(HealthCondition condition) {
        return new Finding(condition, Optional.empty());
    }

    static Finding when(boolean isBad, HealthCondition condition, String evidence) {
        return isBad ? bad(condition, evidence) : good(condition);
    }
}
