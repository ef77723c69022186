package io.roomscribe.protocol.link;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How to reach a broker, for one attempt.
///
/// Immutable.
///
/// @param broker `tcp://host:port` or `ssl://host:port`
/// @param cleanStart true to start without the broker's memory of an earlier session
/// @param sessionExpiry how long the broker keeps the session after the connection, in seconds;
///   zero ends it with the connection
/// @param inFlightMax most messages on their way without an acknowledgement, in each direction;
///   what the broker allows may be less
/// @param keepAlive longest silence before a ping
/// @param ackTimeout longest wait for a PUBACK before the link is given up
/// @param manualAcks true when the receiver calls [MqttLink#acknowledge] itself
/// @param tls trust and own certificate for `ssl://`; the platform's when empty
public record LinkConfig(
        URI broker,
        String clientId,
        String username,
        String password,
        boolean cleanStart,
        Duration sessionExpiry,
        int inFlightMax,
        Duration keepAlive,
        Duration ackTimeout,
        boolean manualAcks,
        Optional<SSLContext> tls) {

    public LinkConfig {
        var scheme = broker.getScheme();
        if (!"tcp".equals(scheme) && !"ssl".equals(scheme)) {
            throw new IllegalArgumentException(
                    "not a broker address: '"
                            + broker
                            + "'; use tcp://host:port or ssl://host:port");
        }
        if (broker.getHost() == null || broker.getPort() < 1) {
            throw new IllegalArgumentException(
                    "no host or port in the broker address: '" + broker + "'");
        }
        if (inFlightMax < 1 || inFlightMax > 65_535) {
            throw new IllegalArgumentException("inFlightMax is not 1 to 65535: " + inFlightMax);
        }
    }

    public LinkConfig(
            URI broker,
            String clientId,
            String username,
            String password,
            boolean cleanStart,
            Duration sessionExpiry,
            int inFlightMax,
            Duration keepAlive,
            Duration ackTimeout,
            boolean manualAcks) {
        this(
                broker,
                clientId,
                username,
                password,
                cleanStart,
                sessionExpiry,
                inFlightMax,
                keepAlive,
                ackTimeout,
                manualAcks,
                Optional.empty());
    }

    /// Leaves the password out.
    @Override
    public String toString() {
        return "LinkConfig[broker=%s, clientId=%s]".formatted(broker, clientId);
    }
}
