package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Runs the tools that an image is made with, one after another, everything they say in one log.
///
/// Confined to the command's thread.
final class BuildStep {
    private final Path log;
    private final Consumer<String> progress;

    /// @param progress gets what mmdebstrap says of its steps
    BuildStep(Path log, Consumer<String> progress) {
        this.log = log;
        this.progress = progress;
    }

    void run(String... command) throws IOException {
        runWith("", List.of(command));
    }

    /// @param input for its stdin
    /// @throws CommandException with its last words when it fails
    void runWith(String input, List<String> command) throws IOException {
        var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.environment()
                .put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MTOOLS_SKIP_CHECK", "1");
        var process = builder.start();
        try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(input);
        }
        var last = follow(process);
        try {
            if (process.waitFor() != 0) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "%s failed: %s".formatted(command.getFirst(), last),
                        "see " + log + ", then run the same command again");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted", "run it again", e);
        }
    }

    private String follow(Process process) throws IOException {
        var last = "it said nothing";
        try (var in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
                var to =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                to.write(line);
                to.newLine();
                to.flush();
                if (line.startsWith("I: ") && !line.contains("hook")) {
                    progress.accept(line.substring(3));
                }
                if (!line.isBlank()) {
                    last = line;
                }
            }
        }
        return last;
    }
}
