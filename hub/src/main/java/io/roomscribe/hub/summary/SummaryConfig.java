package io.roomscribe.hub.summary;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// Section `summary` of the hub's configuration.
public record SummaryConfig(
        @Setting("New words after which a language model revises the minutes of a running meeting")
                int words,
        @Setting(
                        "The more of a meeting has been read, the more new words it takes, twice as many"
                                + " as were read; but never more than this. Keeps the cost of long"
                                + " meetings low")
                int wordsMax,
        @Setting("Silence after which a language model revises them even after fewer words")
                Duration pause,
        @Setting("Shortest time between two revisions without a language model")
                Duration quickInterval) {

    public SummaryConfig {
        if (words < 1 || wordsMax < words) {
            throw new IllegalArgumentException("words must be positive, words-max not smaller");
        }
    }

    public static SummaryConfig defaults() {
        return new SummaryConfig(250, 1400, Duration.ofMinutes(1), Duration.ofSeconds(2));
    }
}
