package io.roomscribe.hub.meeting;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// How meetings are cut.
public record MeetingConfig(
        @Setting("Silence that ends a meeting; speech after it begins a new one.") Duration pause) {

    public MeetingConfig {
        if (!pause.isPositive()) {
            throw new IllegalArgumentException("'meeting.pause' is not longer than 0s");
        }
    }

    public static MeetingConfig defaults() {
        return new MeetingConfig(Duration.ofMinutes(5));
    }
}
