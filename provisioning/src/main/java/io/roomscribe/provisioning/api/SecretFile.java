package io.roomscribe.provisioning.api;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A password or passphrase that is kept in a file, so that it stands in no command line.
public final class SecretFile {
    private SecretFile() {}

    /// The first line, without blanks around it.
    ///
    /// @param option that names the file, for the error
    public static String firstLine(Path file, String option) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read " + file,
                    "name a text file with %s; its first line is what is wanted".formatted(option),
                    e);
        }
    }
}
