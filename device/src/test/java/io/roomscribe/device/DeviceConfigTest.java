package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.device.link.BrokerConfig;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeviceConfigTest {

    private static DeviceConfig read(String text) {
        return DeviceConfig.read(ConfigurationReader.ofText("device.conf", text));
    }

    @Test
    void needsNothingButAnId() {
        var config = read("device.id = box-1");

        var defaults = DeviceConfig.defaults();
        assertThat(config.device().id()).isEqualTo(new DeviceId("box-1"));
        assertThat(config.data()).isEqualTo(defaults.data());
        assertThat(config.outbox())
                .isEqualTo(new OutboxConfig(8, Duration.ofSeconds(30), Duration.ofDays(7)));
        assertThat(config.link()).isEqualTo(defaults.link());
        assertThat(config.run().exitAtEnd()).isFalse();
    }

    @Test
    void takesEveryKey() {
        var config =
                read(
                        """
                        device.id = box-1
                        device.room = boardroom
                        device.room-name = The Boardroom
                        data.folder = /srv/roomscribe
                        capture.source = line:USB
                        capture.exit-at-end = true
                        outbox.frames-in-flight = 3
                        outbox.hub-ack-timeout = 40s
                        outbox.replay-window = 3d
                        link.broker = ssl://hub.example:8883
                        link.username = someone
                        link.password-file = /etc/roomscribe/password
                        link.keep-alive = 25s
                        link.answer-timeout = 10s
                        """);

        assertThat(config.device())
                .isEqualTo(
                        new DeviceIdentity(
                                new DeviceId("box-1"), new RoomId("boardroom"), "The Boardroom"));
        assertThat(config.data().folder()).isEqualTo(Path.of("/srv/roomscribe"));
        assertThat(config.capture().source()).isEqualTo("line:USB");
        assertThat(config.run().exitAtEnd()).isTrue();
        assertThat(config.outbox())
                .isEqualTo(new OutboxConfig(3, Duration.ofSeconds(40), Duration.ofDays(3)));
        assertThat(config.link())
                .isEqualTo(
                        new BrokerConfig(
                                URI.create("ssl://hub.example:8883"),
                                Optional.of("someone"),
                                Optional.of(Path.of("/etc/roomscribe/password")),
                                Duration.ofSeconds(25),
                                Duration.ofSeconds(10)));
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() ->
                        read(
                                """
                                device.room = Not A Room
                                link.broker = hub.example
                                outbox.frames = 3
                                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'device.id' is missing")
                .hasMessageContaining("device.room")
                .hasMessageContaining("tcp://host:port")
                .hasMessageContaining("outbox.frames");
    }
}
