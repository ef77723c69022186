package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How bad a health condition is.
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("error")
    ERROR
}
