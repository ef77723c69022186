package io.roomscribe.hub.transcript;

import java.time.Instant;
import java.util.Locale;

/// One correction of a segment's text.
///
/// Immutable.
///
/// @param by who made it, for people
public record SegmentEdit(
        long id, long segment, Instant at, String by, Kind kind, String before, String after) {

    /// How it came about.
    public enum Kind {
        /// Somebody wrote it.
        TYPED,
        /// By find and replace.
        REPLACED,
        /// By the room's vocabulary.
        VOCABULARY,
        /// An earlier text was put back.
        RESTORED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
