package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureConfigTest {

    @Test
    void hasDefaults() {
        assertThat(read(""))
                .isEqualTo(
                        new CaptureConfig("line", 1, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void mapsEveryKey() {
        var text =
                """
                capture.source = file:/audio/a.wav
                capture.speed = 4
                capture.sync-interval = 500ms
                capture.no-frames-timeout = 3s
                """;

        assertThat(read(text))
                .isEqualTo(
                        new CaptureConfig(
                                "file:/audio/a.wav",
                                4,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture.source = microphone",
                "capture.source = file:",
                "capture.speed = 0",
                "capture.sync-interval = 1m",
                "capture.no-frames-timeout = 1ms"
            })
    void refusesWhatCannotWork(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void sourceNamesItsKind() {
        assertThat(SourceSpec.parse("line")).isEqualTo(new SourceSpec.Line(""));
        assertThat(SourceSpec.parse("line:USB Audio")).isEqualTo(new SourceSpec.Line("USB Audio"));
        assertThat(SourceSpec.parse("fifo:/run/pcm"))
                .isEqualTo(new SourceSpec.Fifo(Path.of("/run/pcm")));
        assertThat(SourceSpec.parse("file:C:a.wav"))
                .isEqualTo(new SourceSpec.AudioFile(Path.of("C:a.wav")));
    }

    private static CaptureConfig read(String text) {
        var reader = ConfigurationReader.ofText("test", text);
        var config = reader.section("capture", CaptureConfig.class, CaptureConfig.defaults());
        reader.finish();
        return config;
    }
}
