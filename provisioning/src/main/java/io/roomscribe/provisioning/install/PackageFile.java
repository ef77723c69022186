package io.roomscribe.provisioning.install;

import io.roomscribe.protocol.Sha256;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Debian package on this computer.
///
/// Immutable.
record PackageFile(Path path, long bytes, String sha256) {
    /// @throws CommandException when it is no package
    static PackageFile of(Path path) {
        try (var in = Files.newInputStream(path)) {
            if (new String(in.readNBytes(7), java.nio.charset.StandardCharsets.US_ASCII)
                    .equals("!<arch>")) {
                return new PackageFile(path, Files.size(path), Sha256.hex(path, _ -> {}));
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read the package %s (%s)".formatted(path, e.getClass().getSimpleName()),
                    "build it with './roomscribe build', or name another with --deb",
                    e);
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "%s is no Debian package".formatted(path),
                "build one with './roomscribe build', or name another with --deb");
    }

    /// Its name on the machine: by content, so that two versions cannot mix.
    String remoteName() {
        return sha256 + ".deb";
    }
}
