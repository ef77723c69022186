package io.roomscribe.hub.job;

import java.time.Instant;
import java.util.Locale;

/// One piece of work.
///
/// Immutable.
///
/// @param kind what is to be done; a [JobWork] knows how
/// @param payload on what; ids and settings, never what was said
/// @param attempt how often it was begun
/// @param progress percent of the running attempt
/// @param error why the last attempt failed, empty when none did
public record Job(
        String id,
        String kind,
        Lane lane,
        State state,
        String payload,
        int attempt,
        int progress,
        String error,
        Instant createdAt,
        Instant updatedAt) {

    /// Who waits for whom: a worker takes nothing of a lower lane while a higher one has work. What
    /// takes hours has a lane to itself, so that nothing else ever waits for it.
    public enum Lane {
        HIGH,
        STANDARD,
        BACKGROUND,
        FILES;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Lane parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// Where it is. `done`, `failed`, `review` and `cancelled` stay so until a person retries it.
    public enum State {
        QUEUED,
        RUNNING,
        RETRYING,
        DONE,
        /// Every attempt failed.
        FAILED,
        /// It waits for a person to decide.
        REVIEW,
        CANCELLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /// Nobody works on it and nobody will by himself.
        public boolean isEnded() {
            return this == DONE || this == FAILED || this == REVIEW || this == CANCELLED;
        }
    }
}
