package io.roomscribe.hub.summary;

import java.time.Instant;
import java.util.Locale;

/// A meeting whose minutes no language model could revise; extractive notes stand meanwhile.
///
/// Immutable.
///
/// @param throughNumber highest segment number that was to be read
/// @param model the last one that was asked, empty when there was none
/// @param promptTokens of the question that failed, an upper bound; 0 when none was asked
/// @param error what went wrong, with its hint; never spoken words
/// @param attempts how often every model was tried
public record Review(
        String id,
        String meeting,
        State state,
        long throughNumber,
        String model,
        int promptTokens,
        String code,
        String error,
        int attempts,
        Instant createdAt,
        Instant updatedAt) {

    /// `open` and `retrying` wait; the others are closed and stay so.
    public enum State {
        /// Waits for a person, or for a model to come back.
        OPEN,
        /// A person asked for another attempt.
        RETRYING,
        /// A model has answered since.
        ANSWERED,
        /// A person wrote the minutes.
        EDITED,
        /// A person left the extractive notes standing.
        DISMISSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public boolean isWaiting() {
            return this == OPEN || this == RETRYING;
        }
    }
}
