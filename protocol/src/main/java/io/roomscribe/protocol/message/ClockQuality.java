package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// How far a wall anchor can be trusted.
public enum ClockQuality {
    @JsonProperty("unsynced")
    UNSYNCED,
    @JsonProperty("ntp")
    NTP,
    @JsonProperty("hub")
    HUB;

    /// Whether wall times mean anything.
    public boolean isGood() {
        return this != UNSYNCED;
    }

    /// As messages and tables have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
