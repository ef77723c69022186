package io.roomscribe.hub.account;

import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the first admin gets in, and how long people stay signed in.
///
/// Immutable.
public record AccountConfig(
        @Setting(
                        "file with the password that the first admin, called 'admin', gets when there"
                                + " are no accounts yet; without it the hub makes up a one-time password"
                                + " and prints it once on its standard output")
                Optional<Path> firstPasswordFile,
        @Setting("who does nothing for so long has to sign in again") Duration sessionIdle,
        @Setting("after so long everybody has to sign in again") Duration sessionMax) {
    public AccountConfig {
        if (sessionIdle.toMinutes() < 1 || sessionMax.compareTo(sessionIdle) < 0) {
            throw new IllegalArgumentException(
                    "'session-idle' must be at least 1m, and 'session-max' no less than it");
        }
    }

    public static AccountConfig defaults() {
        return new AccountConfig(Optional.empty(), Duration.ofDays(7), Duration.ofDays(30));
    }
}
