package io.roomscribe.protocol.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationReaderTest {
    enum Mode {
        FAST,
        VERY_SLOW
    }

    record Sample(
            @Setting("how often") Duration syncInterval,
            @Setting("how much") DataSize spaceFloor,
            @Setting("how") Mode mode,
            @Setting("whom") URI broker,
            @Setting("where") Optional<Path> passwordFile,
            @Setting("which") List<String> models,
            @Setting("count") int count) {
        Sample {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, not " + count);
            }
        }

        static Sample defaults() {
            return new Sample(
                    Duration.ofSeconds(1),
                    DataSize.ofMebibytes(512),
                    Mode.FAST,
                    URI.create("tcp://127.0.0.1:1883"),
                    Optional.empty(),
                    List.of("a", "b"),
                    1);
        }
    }

    @Test
    void takesDefaultsForWhatIsNotThere() {
        var reader = ConfigurationReader.ofText("box.conf", "# nothing\n");

        assertThat(reader.section("sample", Sample.class, Sample.defaults()))
                .isEqualTo(Sample.defaults());
        reader.finish();
    }

    @Test
    void mapsEveryForm() {
        var reader =
                ConfigurationReader.ofText(
                        "box.conf",
                        """
                        sample.sync-interval = 500ms
                        sample.space-floor = 2GiB
                        sample.mode = very-slow
                        sample.broker = ssl://hub:8883
                        sample.password-file = secret
                        sample.models = x, y
                        sample.count = 3
                        """);

        assertThat(reader.section("sample", Sample.class, Sample.defaults()))
                .isEqualTo(
                        new Sample(
                                Duration.ofMillis(500),
                                new DataSize(2L << 30),
                                Mode.VERY_SLOW,
                                URI.create("ssl://hub:8883"),
                                Optional.of(Path.of("secret")),
                                List.of("x", "y"),
                                3));
        reader.finish();
    }

    @Test
    void reportsEveryProblemAtOnceWithTheNearestKey() {
        var reader =
                ConfigurationReader.ofText(
                        "box.conf",
                        """
                        sample.sync-intervall = 1s
                        sample.space-floor = 12 parsecs
                        sample.mode = slow
                        nonsense
                        sample.count = 0
                        sample.count = 2
                        """);
        reader.section("sample", Sample.class, Sample.defaults());

        assertThatThrownBy(reader::finish)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e ->
                                assertThat(e.problems())
                                        .containsExactly(
                                                "line 4 is not 'key = value'",
                                                "line 6: 'sample.count' stands in line 5 already",
                                                "line 2: 'sample.space-floor = 12 parsecs' is not valid,"
                                                        + " expected a size such as 512MiB",
                                                "line 3: 'sample.mode = slow' is not valid, expected"
                                                        + " fast | very-slow",
                                                "section 'sample': count must be at least 1, not 0",
                                                "line 1: 'sample.sync-intervall' is not a key, did you"
                                                        + " mean 'sample.sync-interval'?"))
                .hasMessageContaining("box.conf")
                .hasMessageContaining("docs/configuration.md");
    }

    @Test
    void writesTheTableThatTheDocumentIsMadeOf() {
        assertThat(ConfigurationTable.markdown("sample", Sample.defaults()))
                .contains(
                        "| `sample.sync-interval` | duration: 500ms, 10s, 5m, 2h, 7d | `1s` | how often |")
                .contains(
                        "| `sample.space-floor` | size: 64KiB, 512MiB, 2GiB | `512MiB` | how much |")
                .contains("| `sample.password-file` | path (may be empty) |  | where |");
    }
}
