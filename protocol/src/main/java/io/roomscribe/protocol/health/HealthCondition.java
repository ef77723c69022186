package io.roomscribe.protocol.health;

import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Set;

/// A condition that can be raised. Each process declares its own in one enum.
public interface HealthCondition {
    /// Kebab-case, stable for ever.
    String code();

    /// A few words for a headline.
    String title();

    Severity severity();

    /// Codes of the causes: while one of them is visible, this one is hidden.
    Set<String> dependsOn();

    /// How long it must last before anybody is told.
    Duration visibleAfter();

    /// What it means and what to do, one or two sentences.
    String text();
}
