package io.roomscribe.hub.identity;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// How boxes with certificates reach the hub. In force once `roomscribe hub init` was run.
///
/// Immutable.
public record IdentityConfig(
        @Setting(
                        "Address that boxes reach the hub at, for enrolment and MQTT, both with TLS 1.3."
                                + " Used once `roomscribe hub init` was run.")
                String host,
        @Setting("TCP port of the built-in broker for boxes with certificates; 0 takes a free one.")
                int brokerPort,
        @Setting("TCP port where boxes get and renew certificates; 0 takes a free one.")
                int enrolmentPort,
        @Setting(
                        "How long a box's certificate is good. Boxes renew it after two thirds; one that"
                                + " was switched off for longer renews it when it comes back.")
                Duration certificateLife) {
    private static final Duration LIFE_MIN = Duration.ofMinutes(1);

    public IdentityConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("'identity.host' is empty; use 0.0.0.0");
        }
        if (brokerPort < 0 || brokerPort > 65_535 || enrolmentPort < 0 || enrolmentPort > 65_535) {
            throw new IllegalArgumentException("a port of 'identity' is not 0 to 65535");
        }
        if (certificateLife.compareTo(LIFE_MIN) < 0) {
            throw new IllegalArgumentException("'identity.certificate-life' is less than 1m");
        }
    }

    public static IdentityConfig defaults() {
        return new IdentityConfig("0.0.0.0", 8883, 8443, Duration.ofDays(398));
    }
}
