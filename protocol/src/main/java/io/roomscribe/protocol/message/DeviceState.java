package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a box is doing, by the strongest claim that is true. `RECORDING` means that audio is
/// reaching storage, never merely that something is connected.
public enum DeviceState {
    STARTING,
    RECORDING,
    MUTED,
    IDLE,
    FAULT,
    OFFLINE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static DeviceState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
