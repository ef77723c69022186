package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How far a wall anchor can be trusted.
public enum ClockQuality {
    @JsonProperty("unsynced")
    UNSYNCED,
    @JsonProperty("ntp")
    NTP,
    @JsonProperty("hub")
    HUB
}
