package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a box opened another stream.
public enum StreamReason {
    /// The hub knows more of the stream than the box: its card was restored.
    RESTORED,
    /// The hub has other entries under the same sequences: the card was cloned.
    FORKED,
    /// The database could not be read and was begun anew.
    REBUILT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static StreamReason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
