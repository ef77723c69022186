package io.roomscribe.device.systemd;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// When a box that keeps failing falls back to recording only.
///
/// Immutable.
public record StartConfig(
        @Setting(
                        "Starts in a row that may fail before the box records only: no text, no sending, until it"
                                + " ran so for a while.")
                int failuresMax,
        @Setting("A start that lasts this long has not failed.") Duration stableTime,
        @Setting("How long the box records only before it tries everything again.")
                Duration recordOnlyTime) {

    public StartConfig {
        if (failuresMax < 1) {
            throw new IllegalArgumentException("'failures-max' must be 1 or more");
        }
    }

    public static StartConfig defaults() {
        return new StartConfig(5, Duration.ofMinutes(2), Duration.ofMinutes(10));
    }
}
