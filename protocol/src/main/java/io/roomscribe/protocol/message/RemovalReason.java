package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why audio went from a box without anybody asking for it.
public enum RemovalReason {
    /// It was as old as the room keeps it.
    AGE,
    /// The hub has its text, and the room keeps audio no longer.
    POLICY,
    /// Space ran short.
    SPACE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RemovalReason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
