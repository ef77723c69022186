package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why entries will never come.
public enum TombstoneReason {
    /// The box's medium gave back other bytes than were written.
    DAMAGED,
    /// Broker or hub refused it again and again; the box keeps it aside.
    REFUSED,
    /// Older than the replay window.
    EXPIRED,
    /// Somebody asked for its erasure.
    ERASED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static TombstoneReason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
