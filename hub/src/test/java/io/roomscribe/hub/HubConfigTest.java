package io.roomscribe.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HubConfigTest {
    @Test
    void listensOnLoopbackAndCutsAfterFiveMinutesByDefault() {
        var config = read("");

        assertThat(config).isEqualTo(HubConfig.defaults());
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.broker().host()).isEqualTo("127.0.0.1");
        assertThat(config.broker().port()).isEqualTo(1883);
        assertThat(config.meeting().pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.devicesFile()).isEqualTo(Path.of("data/devices.conf"));
    }

    @Test
    void readsEveryKeyOfTheHubsOwnSections() {
        var config =
                read(
                        """
                        data.folder = /var/lib/roomscribe
                        http.host = ::1
                        http.port = 9090
                        broker.host = 0.0.0.0
                        broker.port = 1884
                        broker.devices-file = /etc/roomscribe/devices.conf
                        broker.url = ssl://broker.example:8883
                        broker.username = hub
                        broker.password = secret
                        ingest.pace = 50
                        ingest.queue = 1000
                        meeting.pause = 10m
                        """);

        assertThat(config.data().folder()).isEqualTo(Path.of("/var/lib/roomscribe"));
        assertThat(config.http().host()).isEqualTo("::1");
        assertThat(config.http().port()).isEqualTo(9090);
        assertThat(config.broker().host()).isEqualTo("0.0.0.0");
        assertThat(config.broker().port()).isEqualTo(1884);
        assertThat(config.devicesFile()).isEqualTo(Path.of("/etc/roomscribe/devices.conf"));
        assertThat(config.broker().url()).contains(URI.create("ssl://broker.example:8883"));
        assertThat(config.broker().username()).isEqualTo("hub");
        assertThat(config.broker().password()).isEqualTo("secret");
        assertThat(config.ingest().pace()).isEqualTo(50);
        assertThat(config.ingest().queue()).isEqualTo(1000);
        assertThat(config.meeting().pause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() ->
                        read(
                                """
                                broker.prot = 1883
                                broker.port = 70000
                                meeting.pause = 0s
                                ingest.queue = 3
                                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'broker.prot' is not a key, did you mean 'broker.port'?")
                .hasMessageContaining("70000")
                .hasMessageContaining("meeting.pause")
                .hasMessageContaining("'ingest.queue' is not at least 256: 3");
    }

    private static HubConfig read(String text) {
        return HubConfig.read(ConfigurationReader.ofText("hub.conf", text));
    }
}
