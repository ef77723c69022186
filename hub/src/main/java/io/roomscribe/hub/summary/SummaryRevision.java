package io.roomscribe.hub.summary;

import java.time.Instant;

/// One immutable version of a meeting's minutes.
///
/// @param revision from 1
/// @param isFinal made after the meeting ended
/// @param throughNumber highest segment number it has read
/// @param model the model's name, `extractive` or `by hand`
public record SummaryRevision(
        String meeting,
        int revision,
        Kind kind,
        boolean isFinal,
        long throughNumber,
        String model,
        Minutes minutes,
        Instant createdAt) {

    /// The same with another number.
    SummaryRevision numbered(int number) {
        return new SummaryRevision(
                meeting, number, kind, isFinal, throughNumber, model, minutes, createdAt);
    }

    /// Whether a language model wrote its prose, a person did, or the extractive summariser stood
    /// in.
    public enum Kind {
        MODEL,
        EXTRACTIVE,
        PERSON;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind parse(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
