package io.roomscribe.hub.audio;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// How long the hub has what was fetched from boxes to be heard.
///
/// Immutable.
public record AudioConfig(
        @Setting(
                        "audio that was fetched from a box stays in the hub for so long, so that playing"
                                + " it again needs no box")
                Duration keptFor) {
    public AudioConfig {
        if (keptFor.isNegative() || keptFor.isZero()) {
            throw new IllegalArgumentException("'kept-for' must be above 0");
        }
    }

    public static AudioConfig defaults() {
        return new AudioConfig(Duration.ofHours(24));
    }
}
