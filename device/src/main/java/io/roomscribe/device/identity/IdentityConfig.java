package io.roomscribe.device.identity;

import io.roomscribe.protocol.configuration.Setting;
import io.roomscribe.protocol.identity.Pin;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Settings `identity.*`: whose box this is, and how it becomes known there.
///
/// Immutable.
public record IdentityConfig(
        @Setting(
                        "Where the box gets its certificate: https://host:8443. Empty: it logs in at"
                                + " the broker with a password or not at all.")
                Optional<URI> hub,
        @Setting(
                        "The hub's root certificates, as 'roomscribe hub init' shows them. Nobody else is"
                                + " trusted.")
                List<Pin> pins,
        @Setting(
                        "Ask the hub to be accepted by a person while there is neither a certificate nor"
                                + " a claim.")
                boolean ask) {

    public IdentityConfig {
        pins = List.copyOf(pins);
        if (hub.isPresent()
                && (!"https".equals(hub.get().getScheme())
                        || hub.get().getHost() == null
                        || hub.get().getPort() < 1)) {
            throw new IllegalArgumentException("expected https://host:port");
        }
        if (hub.isPresent() && pins.isEmpty()) {
            throw new IllegalArgumentException(
                    "'identity.hub' needs 'identity.pins', as 'roomscribe hub init' shows them");
        }
    }

    public static IdentityConfig defaults() {
        return new IdentityConfig(Optional.empty(), List.of(), true);
    }
}
