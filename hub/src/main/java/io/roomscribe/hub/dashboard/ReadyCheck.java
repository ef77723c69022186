package io.roomscribe.hub.dashboard;

import java.util.Map;
import java.util.function.Supplier;

/// One thing that must be well for the hub to be ready, asked anew for each probe.
///
/// Immutable.
///
/// @param name kebab-case, for machines
public record ReadyCheck(String name, Supplier<Answer> question) {

    /// @param details small facts for a technician, no addresses of people, no text that was said
    public record Answer(boolean isUp, Map<String, String> details) {
        public Answer {
            details = Map.copyOf(details);
        }

        public static Answer up() {
            return new Answer(true, Map.of());
        }

        public static Answer down(String reason) {
            return new Answer(false, Map.of("reason", reason));
        }
    }
}
