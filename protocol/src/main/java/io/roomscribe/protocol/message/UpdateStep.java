package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a box is with an update, as it tells its hub.
public enum UpdateStep {
    /// It fetches the release; recording goes on.
    DOWNLOADING,
    /// Everything is there and checked; it waits for the maintenance window.
    READY,
    /// The new release runs and has to prove itself.
    TRYING,
    /// The new release records and the hub hears it.
    CONFIRMED,
    /// The new release did not prove itself; the one before runs again.
    ROLLED_BACK,
    /// It never came to run; nothing has changed.
    FAILED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static UpdateStep parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Whether nothing more comes of this update.
    public boolean isEnd() {
        return this == CONFIRMED || this == ROLLED_BACK || this == FAILED;
    }
}
