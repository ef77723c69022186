package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The wireless network, as options. Its password comes from a file, so that it is in no shell's
/// history and no process list.
final class WifiOptions {
    @Option(names = "--wifi", paramLabel = "NAME", description = "name of the wireless network")
    private Optional<String> name;

    @Option(
            names = "--wifi-security",
            paramLabel = "KIND",
            defaultValue = "PSK",
            description = "psk (WPA2), sae (WPA3), enterprise (802.1X), open (default: psk)")
    private Wifi.Security security;

    @Option(
            names = "--wifi-password-file",
            paramLabel = "FILE",
            description = "file with the network's password in its first line")
    private Optional<Path> passwordFile;

    @Option(
            names = "--wifi-identity",
            paramLabel = "NAME",
            defaultValue = "",
            description = "user name for 802.1X")
    private String identity;

    @Option(
            names = "--wifi-authority",
            paramLabel = "FILE",
            description = "PEM of who signed the 802.1X server's certificate")
    private Optional<Path> authority;

    @Option(names = "--wifi-hidden", description = "the network does not announce its name")
    private boolean isHidden;

    @Option(
            names = "--wifi-country",
            paramLabel = "CC",
            defaultValue = "",
            description = "two letters, such as DE; the radio stays off without")
    private String country;

    /// @throws IllegalArgumentException when it can't be one
    Optional<Wifi> wifi() {
        return name.map(it ->
                new Wifi(
                        it,
                        security,
                        passwordFile.map(WifiOptions::firstLine).orElse(""),
                        identity,
                        authority.map(WifiOptions::text).orElse(""),
                        isHidden,
                        country));
    }

    private static String firstLine(Path file) {
        // Spaces at either end may be meant.
        return text(file).split("\r\n|\n|\r", 2)[0];
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "name a file you may read",
                    e);
        }
    }
}
