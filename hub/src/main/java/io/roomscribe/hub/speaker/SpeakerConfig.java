package io.roomscribe.hub.speaker;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// When two voices are one person's, and how long voices are kept.
///
/// Immutable.
public record SpeakerConfig(
        @Setting(
                        "how alike two voices must be to be one person's, by how alike each is in"
                                + " itself; higher finds more people")
                double sameVoice,
        @Setting("utterances shorter than this are not told apart by voice alone")
                Duration shortest,
        @Setting(
                        "a meeting is final, and its speaker vectors are erased, when it has ended and"
                                + " nothing has come for it for so long")
                Duration finalAfter) {

    /// Share of an utterance that has to be words and not pauses.
    private static final double SPOKEN_MIN = 0.5;

    public SpeakerConfig {
        if (sameVoice < 0.3 || sameVoice > 1.2) {
            throw new IllegalArgumentException("'same-voice' must be 0.3 to 1.2");
        }
        if (shortest.toMillis() < 500 || shortest.toSeconds() > 10) {
            throw new IllegalArgumentException("'shortest' must be 500ms to 10s");
        }
        if (finalAfter.isNegative()) {
            throw new IllegalArgumentException("'final-after' must not be negative");
        }
    }

    /// In all meetings measured, the least alike parts of one voice had 0.84 and the most alike
    /// voices of two people 0.75 (docs/adr/0009).
    public static SpeakerConfig defaults() {
        return new SpeakerConfig(0.8, Duration.ofMillis(1500), Duration.ofMinutes(10));
    }

    boolean isClear(Voice voice) {
        var seconds = shortest.toMillis() / 1000.0;
        return voice.hasVector()
                && voice.seconds() >= seconds
                && voice.spokenSeconds() >= SPOKEN_MIN * seconds;
    }
}
