package io.roomscribe.device.speech;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is heard, and with what.
///
/// Immutable.
public record SpeechConfig(
        @Setting(
                        "folder of the Vosk model, or the name of one that `roomscribe models push` put on"
                                + " this box")
                Path model,
        @Setting(
                        "folder of the Vosk speaker model, or the name of one that was pushed; empty:"
                                + " utterances carry no speaker vector")
                Optional<Path> speakerModel,
        @Setting("language, BCP 47; empty: what the model's folder name says")
                Optional<String> language,
        @Setting("resident memory at which the worker is replaced, at a quiet moment")
                DataSize memoryMax,
        @Setting("without an answer for this long the worker is replaced") Duration hangTimeout,
        @Setting("how long the worker may take to load its models") Duration loadTimeout,
        @Setting("longest utterance; a longer one is cut where it is quiet") Duration utteranceMax,
        @Setting(
                        "decibels above the noise floor at which sound may be speech, and which one or"
                                + " two uncertain words must reach; 0 takes everything")
                double noiseMargin,
        @Setting(
                        "the room's own names and terms, spelled as they are to be written; what sounds like"
                                + " one of six letters or more becomes it")
                List<String> vocabulary) {

    public SpeechConfig {
        vocabulary = List.copyOf(vocabulary);
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

    /// The same with other models.
    public SpeechConfig with(Path otherModel, Optional<Path> otherSpeakerModel) {
        return new SpeechConfig(
                otherModel,
                otherSpeakerModel,
                language,
                memoryMax,
                hangTimeout,
                loadTimeout,
                utteranceMax,
                noiseMargin,
                vocabulary);
    }

    /// Set, or the model's.
    String languageTag() {
        return language.orElseGet(() -> SpeechModel.language(model));
    }

    public static SpeechConfig defaults() {
        return new SpeechConfig(
                Path.of("models/vosk-model-tiny-en"),
                Optional.empty(),
                Optional.empty(),
                DataSize.ofMebibytes(1200),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(20),
                6.0,
                List.of());
    }
}
