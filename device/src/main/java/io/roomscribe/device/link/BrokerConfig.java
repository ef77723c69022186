package io.roomscribe.device.link;

import io.roomscribe.protocol.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Settings `link.*`: the broker and how to log in.
///
/// Immutable.
public record BrokerConfig(
        @Setting("Address of the hub's broker: tcp://host:port or ssl://host:port.") URI broker,
        @Setting("Login at the broker; the device's id when empty.") Optional<String> username,
        @Setting("File whose first line is the password; no password when empty.")
                Optional<Path> passwordFile,
        @Setting("Longest silence on the connection before a ping.") Duration keepAlive,
        @Setting("Longest wait for the broker to answer, at connecting and at each message.")
                Duration answerTimeout) {

    public BrokerConfig {
        var scheme = broker.getScheme();
        if ((!"tcp".equals(scheme) && !"ssl".equals(scheme))
                || broker.getHost() == null
                || broker.getPort() < 1) {
            throw new IllegalArgumentException("expected tcp://host:port or ssl://host:port");
        }
        if (keepAlive.toSeconds() < 1 || answerTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("expected at least 1s and 100ms");
        }
    }

    public static BrokerConfig defaults() {
        return new BrokerConfig(
                URI.create("tcp://localhost:1883"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20));
    }
}
