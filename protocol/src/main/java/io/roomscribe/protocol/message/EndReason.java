package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a recording ended. `SOURCE_ENDED` (a file played to its end) and `STOPPED` (a person said
/// so) also end the meeting; the others are interruptions and do not.
public enum EndReason {
    SOURCE_ENDED,
    STOPPED,
    MUTED,
    MICROPHONE_LOST,
    NO_FRAMES,
    RESTART,
    POWER_LOSS,
    DISK_FULL,
    OVERRUN,
    /// What was said in it was erased; the next recording follows without a gap.
    ERASED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static EndReason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public boolean endsMeeting() {
        return this == SOURCE_ENDED || this == STOPPED;
    }
}
