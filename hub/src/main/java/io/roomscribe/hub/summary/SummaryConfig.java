package io.roomscribe.hub.summary;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// Section `summary` of the hub's configuration.
public record SummaryConfig(
        @Setting("New words after which a language model revises the minutes of a running meeting")
                int words,
        @Setting("Silence after which a language model revises them even after fewer words")
                Duration pause,
        @Setting("Shortest time between two revisions without a language model")
                Duration quickInterval) {

    public static SummaryConfig defaults() {
        return new SummaryConfig(250, Duration.ofMinutes(1), Duration.ofSeconds(2));
    }
}
