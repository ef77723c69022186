package io.roomscribe.device.admin;

/// Stretches of time as people say them.
final class Durations {
    private Durations() {}

    /// Two units at most: `12 s`, `3 min`, `2 h 5 min`, `4 d 3 h`.
    static String of(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String pair(long first, String unit, long second, String smaller) {
        return second == 0
                ? first + " " + unit
                : "%d %s %d %s".formatted(first, unit, second, smaller);
    }
}
