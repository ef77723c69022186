package io.roomscribe.device.speech;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What is heard, and with what.
///
/// Immutable.
public record SpeechConfig(
        @Setting("folder of the Vosk model; `roomscribe models install` fetches one") Path model,
        @Setting("folder of the Vosk speaker model; empty: utterances carry no speaker vector")
                Optional<Path> speakerModel,
        @Setting("language of the model, BCP 47") String language,
        @Setting("resident memory at which the worker is replaced, at a quiet moment")
                DataSize memoryMax,
        @Setting("without an answer for this long the worker is replaced") Duration hangTimeout,
        @Setting("how long the worker may take to load its models") Duration loadTimeout,
        @Setting("longest utterance; a longer one is cut where it is quiet") Duration utteranceMax,
        @Setting(
                        "decibels above the noise floor that one or two uncertain words must reach to be"
                                + " taken for speech; 0 takes everything")
                double noiseMargin) {

    public SpeechConfig {
        if (utteranceMax.toSeconds() < 5 || utteranceMax.toSeconds() > 60) {
            throw new IllegalArgumentException("'utterance-max' must be 5s to 60s");
        }
        if (hangTimeout.toMillis() < 500) {
            throw new IllegalArgumentException("'hang-timeout' must be at least 500ms");
        }
        if (noiseMargin < 0 || noiseMargin > 40) {
            throw new IllegalArgumentException("'noise-margin' must be 0 to 40 decibels");
        }
    }

    public static SpeechConfig defaults() {
        return new SpeechConfig(
                Path.of("models/vosk-model-tiny-en"),
                Optional.empty(),
                "en",
                DataSize.ofMebibytes(1200),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(20),
                6.0);
    }
}
