package io.roomscribe.device.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.configuration.ConfigurationTable;
import io.roomscribe.protocol.configuration.DataSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetentionConfigTest {

    private static RetentionConfig read(String text) {
        var reader = ConfigurationReader.ofText("device.conf", text);
        var config = reader.section("retention", RetentionConfig.class, RetentionConfig.defaults());
        reader.finish();
        return config;
    }

    @Test
    void keepsAudioForAWeekAndHalfAGibibyteFree() {
        assertThat(read(""))
                .isEqualTo(
                        new RetentionConfig(
                                new AudioPolicy.For(Duration.ofDays(7)),
                                new DataSize(0),
                                DataSize.ofMebibytes(512),
                                DataSize.ofMebibytes(48)));
    }

    @Test
    void takesEveryKey() {
        assertThat(
                        read(
                                """
                                retention.audio = until-acknowledged
                                retention.space-max = 8GiB
                                retention.free-space-min = 1GiB
                                retention.free-space-stop = 100MiB
                                """))
                .isEqualTo(
                        new RetentionConfig(
                                new AudioPolicy.UntilAcknowledged(),
                                DataSize.ofMebibytes(8192),
                                DataSize.ofMebibytes(1024),
                                DataSize.ofMebibytes(100)));
        assertThat(read("retention.audio = never").audio()).isEqualTo(new AudioPolicy.Never());
        assertThat(read("retention.audio = 36h").audio().longest()).contains(Duration.ofHours(36));
    }

    @Test
    void saysWhatAPolicyLooksLike() {
        assertThatThrownBy(() -> read("retention.audio = sometimes"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected never, until-acknowledged or a duration");
        assertThat(ConfigurationTable.markdown("retention", RetentionConfig.defaults()))
                .contains("never \\| until-acknowledged \\| duration: 12h, 30d")
                .contains("`7d`");
    }

    @Test
    void stopsOnlyBelowWhereItBeginsToTidy() {
        assertThatThrownBy(() -> read("retention.free-space-min = 1MiB"))
                .hasMessageContaining("free-space-stop");
    }
}
