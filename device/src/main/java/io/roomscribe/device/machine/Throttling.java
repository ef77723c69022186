package io.roomscribe.device.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The bits of `vcgencmd get_throttled`, by name; see the Raspberry Pi documentation of `vcgencmd`.
///
/// Immutable.
record Throttling(int bits) {
    private static final Pattern ANSWER = Pattern.compile("throttled=0x([0-9a-fA-F]{1,8})");

    /// The same four things twice: true now, and true at some time since the start.
    private static final int SINCE_START = 16;

    private static final List<String> NAMES =
            List.of("under-voltage", "frequency capped", "throttled", "soft temperature limit");

    /// Empty for anything that is not its answer.
    static Optional<Throttling> parse(String answer) {
        var matcher = ANSWER.matcher(answer.strip());
        return matcher.matches()
                ? Optional.of(new Throttling(Integer.parseUnsignedInt(matcher.group(1), 16)))
                : Optional.empty();
    }

    boolean isUndervoltage() {
        return (bits & 1) != 0;
    }

    boolean wasUndervoltage() {
        return (bits & 1 << SINCE_START) != 0;
    }

    /// Slowed down now, for whatever reason.
    boolean isSlowed() {
        return (bits & 0b1110) != 0;
    }

    /// Such as `now: under-voltage, throttled; since its start: under-voltage (0x50005)`.
    String describe() {
        var parts = new ArrayList<String>();
        if ((bits & 0b1111) != 0) {
            parts.add("now: " + names(bits));
        }
        if ((bits >>> SINCE_START & 0b1111) != 0) {
            parts.add("since its start: " + names(bits >>> SINCE_START));
        }
        return "%s (0x%x)".formatted(parts.isEmpty() ? "nothing" : String.join("; ", parts), bits);
    }

    private static String names(int bits) {
        var found = new ArrayList<String>();
        for (var i = 0; i < NAMES.size(); i++) {
            if ((bits & 1 << i) != 0) {
                found.add(NAMES.get(i));
            }
        }
        return String.join(", ", found);
    }
}
