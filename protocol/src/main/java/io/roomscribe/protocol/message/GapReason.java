package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a stretch has no audio. Shown everywhere as the same kebab-case word.
public enum GapReason {
    MUTED,
    MICROPHONE_LOST,
    NO_FRAMES,
    OVERRUN,
    DISK_FULL,
    RESTART,
    POWER_LOSS,
    STOPPED,
    ERASED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static GapReason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
