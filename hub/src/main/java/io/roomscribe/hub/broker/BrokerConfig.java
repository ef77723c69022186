package io.roomscribe.hub.broker;

import io.roomscribe.protocol.configuration.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Which broker the boxes and the hub meet at.
public record BrokerConfig(
        @Setting(
                        "Address the built-in MQTT broker listens on. Boxes in other machines need one"
                                + " they can reach, such as `0.0.0.0`.")
                String host,
        @Setting("TCP port of the built-in broker.") int port,
        @Setting(
                        "File with a line `<device-id> sha256:<hash of its token>` for each box; read again"
                                + " when it changes. Empty: `devices.conf` in the data folder.")
                Optional<Path> devicesFile,
        @Setting(
                        "An MQTT 5 broker to use instead of the built-in one: `tcp://host:1883` or"
                                + " `ssl://host:8883`. It must confine each box to its own topics itself.")
                Optional<URI> url,
        @Setting("The hub's user name at `broker.url`.") String username,
        @Setting("The hub's password at `broker.url`.") String password) {

    public BrokerConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("'broker.host' is empty; use 127.0.0.1 or 0.0.0.0");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("'broker.port' is not a port: " + port);
        }
    }

    public static BrokerConfig defaults() {
        return new BrokerConfig("127.0.0.1", 1883, Optional.empty(), Optional.empty(), "", "");
    }

    /// Leaves the password out.
    @Override
    public String toString() {
        return "BrokerConfig[host=%s, port=%d, url=%s]".formatted(host, port, url);
    }
}
