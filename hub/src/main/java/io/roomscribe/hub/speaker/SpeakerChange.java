package io.roomscribe.hub.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Something a person changed about who speaks.
///
/// Immutable.
///
/// @param label the speaker it was about
/// @param before old name, or old label of the segments
/// @param after new name, or new label of the segments
/// @param segments the segments it moved; empty for a rename
public record SpeakerChange(
        String meeting,
        Instant at,
        Kind kind,
        String label,
        String before,
        String after,
        List<Long> segments) {
    public SpeakerChange {
        segments = List.copyOf(segments);
    }

    /// What was done.
    public enum Kind {
        RENAMED,
        MERGED,
        SPLIT,
        REASSIGNED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
