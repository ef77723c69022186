package io.roomscribe.hub.speaker;

import java.time.Instant;
import java.util.Locale;

/// Something that was done with a voice profile.
///
/// Immutable.
///
/// @param meeting empty for a deletion
public record VoiceProfileEvent(String profile, Instant at, Kind kind, String meeting) {

    /// What was done.
    public enum Kind {
        CREATED,
        RECOGNISED,
        DELETED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
