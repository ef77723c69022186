package io.roomscribe.hub.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.configuration.ConfigurationReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SpeakerConfigTest {
    @Test
    void hasTheMeasuredDefaults() {
        assertThat(SpeakerConfig.defaults())
                .isEqualTo(new SpeakerConfig(0.8, Duration.ofMillis(1500), Duration.ofMinutes(10)));
    }

    @Test
    void readsEveryKey() {
        var reader =
                ConfigurationReader.ofText(
                        "hub.conf",
                        """
                        speaker.same-voice = 0.9
                        speaker.shortest = 2s
                        speaker.final-after = 1h
                        """);

        assertThat(reader.section("speaker", SpeakerConfig.class, SpeakerConfig.defaults()))
                .isEqualTo(new SpeakerConfig(0.9, Duration.ofSeconds(2), Duration.ofHours(1)));
    }

    @Test
    void refusesWhatWouldTellNobodyApart() {
        assertThatThrownBy(() -> new SpeakerConfig(0, Duration.ofSeconds(2), Duration.ZERO))
                .hasMessageContaining("same-voice");
    }
}
