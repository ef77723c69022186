package io.roomscribe.provisioning.bench;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The temporary folder of a measurement.
final class BenchFolder {
    private BenchFolder() {}

    static Path create() {
        try {
            return Files.createTempDirectory("roomscribe-bench");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot make a temporary folder (%s)".formatted(e.getClass().getSimpleName()),
                    "free some space, or set another one with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=...",
                    e);
        }
    }

    /// It holds what people said.
    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Deleted by the other of the two who close, or still being written: the next one gets
            // it.
            return;
        }
    }
}
