package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.configuration.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpeechConfigTest {

    @Test
    void hasDefaults() {
        assertThat(read("")).isEqualTo(SpeechConfig.defaults());
    }

    @Test
    void everyKeyIsMapped() {
        var config =
                read(
                        """
                        speech.model = /models/de
                        speech.speaker-model = /models/spk
                        speech.language = de
                        speech.memory-max = 900MiB
                        speech.hang-timeout = 10s
                        speech.load-timeout = 5m
                        speech.utterance-max = 15s
                        speech.noise-margin = 3.5
                        speech.vocabulary = Roomscribe, Dana Weber
                        """);

        assertThat(config)
                .isEqualTo(
                        new SpeechConfig(
                                Path.of("/models/de"),
                                Optional.of(Path.of("/models/spk")),
                                Optional.of("de"),
                                DataSize.ofMebibytes(900),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(15),
                                3.5,
                                List.of("Roomscribe", "Dana Weber")));
    }

    @Test
    void languageIsTheModelsUnlessItIsSet() {
        assertThat(read("speech.model = /m/vosk-model-small-de-0.15").languageTag())
                .isEqualTo("de");
        assertThat(read("speech.model = /m/vosk-model-en-us-0.22").languageTag()).isEqualTo("en");
        assertThat(read("speech.language = fr").languageTag()).isEqualTo("fr");
    }

    @Test
    void refusesAnUtteranceLengthThatCannotWork() {
        assertThatThrownBy(() -> read("speech.utterance-max = 1s"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("utterance-max");
    }

    private static SpeechConfig read(String text) {
        var reader = ConfigurationReader.ofText("test", text);
        var config = reader.section("speech", SpeechConfig.class, SpeechConfig.defaults());
        reader.finish();
        return config;
    }
}
