package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that a command started, its output in a log file.
///
/// Thread-safe.
public final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, List<String> command, Path log, Process process) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.process = process;
    }

    public static ChildProcess start(String name, List<String> command, Path log) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return new ChildProcess(name, command, log, process);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot start the %s (%s)".formatted(name, e.getMessage()),
                    "check that %s can be run".formatted(command.getFirst()),
                    e);
        }
    }

    private static Path nothing() {
        var unix = Path.of("/dev/null");
        return Files.exists(unix) ? unix : Path.of("NUL");
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /// The command line, to be typed again.
    String commandLine() {
        return String.join(" ", command);
    }

    /// What it said last: its own error line where there is one.
    public String lastWords() {
        try (var lines = Files.lines(log)) {
            var said = lines.filter(line -> !line.isBlank()).toList();
            return said.reversed().stream()
                    .limit(40)
                    .filter(line -> line.contains("SEVERE") || line.contains("roomscribe-"))
                    .findFirst()
                    .orElse(said.isEmpty() ? "it said nothing" : said.getLast());
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    /// Asks it to end, and insists after a while. Whatever it started goes with it.
    public void stop() {
        var descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
