package io.roomscribe.protocol.message;

import java.time.Instant;

final class Checks {
    private Checks() {}

    static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }

    static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d, expected %d to %d".formatted(name, value, min, max));
        }
    }

    static void shorterThan(String name, String value, int max) {
        if (value.length() > max) {
            throw new IllegalArgumentException(
                    "%s has %d characters, at most %d fit".formatted(name, value.length(), max));
        }
    }

    static void ascending(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("'from' is not before 'to'");
        }
    }
}
