package io.roomscribe.protocol.health;

import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// A condition that can be raised. Each process declares its own in one enum, whose constants give
/// their name and details; the rest follows.
public interface HealthCondition {
    /// Of the enum's constant.
    String name();

    ConditionDetails details();

    /// Kebab-case, stable for ever.
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A few words for a headline.
    default String title() {
        return details().title();
    }

    default Severity severity() {
        return details().severity();
    }

    /// Codes of the causes: while one of them is visible, this one is hidden.
    default Set<String> dependsOn() {
        return details().dependsOn();
    }

    /// How long it must last before anybody is told.
    default Duration visibleAfter() {
        return details().visibleAfter();
    }

    /// What it means and what to do, one or two sentences.
    default String text() {
        return details().text();
    }
}
