package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// How bad a health condition is.
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("error")
    ERROR;

    /// As messages and tables have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
