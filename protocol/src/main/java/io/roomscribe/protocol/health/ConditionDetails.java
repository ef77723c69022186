package io.roomscribe.protocol.health;

import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Set;

/// What a condition says of itself; each constant of a process's enum of conditions holds one.
///
/// Immutable.
///
/// @param dependsOn codes of the causes that hide it
public record ConditionDetails(
        String title,
        Severity severity,
        Duration visibleAfter,
        String text,
        Set<String> dependsOn) {
    public ConditionDetails {
        dependsOn = Set.copyOf(dependsOn);
    }
}
