package io.roomscribe.provisioning.image;

import java.nio.charset.StandardCharsets;

/// A wireless network.
///
/// Immutable.
///
/// @param secret pass phrase, or the person's password with `ENTERPRISE`; empty with `OPEN`
/// @param identity user name with `ENTERPRISE`, otherwise empty
/// @param authority PEM of who signed the network's certificate, with `ENTERPRISE`; may be empty
/// @param country two letters, by which the radio knows what it may do
record Wifi(
        String ssid,
        Security security,
        String secret,
        String identity,
        String authority,
        boolean isHidden,
        String country) {
    private static final int SSID_BYTES_MAX = 32;

    /// How the network proves that a machine may join.
    enum Security {
        OPEN,
        PSK,
        SAE,
        ENTERPRISE
    }

    Wifi {
        var bytes = ssid.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > SSID_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a network's name has 1 to 32 bytes, this has " + bytes);
        }
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException(
                    "the country is two capital letters, such as DE; the radio stays off without");
        }
        if (secret.chars().anyMatch(one -> one == '\n' || one == '\r' || one == 0)) {
            throw new IllegalArgumentException(
                    "the network's password has a line end in it; type it instead of pasting");
        }
        switch (security) {
            case PSK -> checkPsk(secret);
            case SAE, ENTERPRISE -> {
                if (secret.isEmpty()) {
                    throw new IllegalArgumentException("the network needs a password");
                }
            }
            case OPEN -> {
                if (!secret.isEmpty()) {
                    throw new IllegalArgumentException("an open network has no password");
                }
            }
        }
        if (security == Security.ENTERPRISE && identity.isEmpty()) {
            throw new IllegalArgumentException("the network needs a user name: --wifi-identity");
        }
    }

    private static void checkPsk(String secret) {
        var isPhrase = secret.matches("[\\x20-\\x7e]{8,63}");
        if (!isPhrase && !secret.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "a WPA2 password has 8 to 63 plain characters; others need WPA3 (--wifi-security"
                            + " sae)");
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return "Wifi[" + security + "]";
    }
}
