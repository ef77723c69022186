package io.roomscribe.provisioning.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.Installation;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Runs the hub's own program for backups, which knows the database, and takes a passphrase from a
/// person or a file to it, never by its command line.
///
/// Confined to one thread.
final class HubBackups {
    private static final String MAIN = "io.roomscribe.hub.backup.BackupMain";

    private HubBackups() {}

    /// The passphrase: the first line of `keyFile`, or what a person types.
    ///
    /// @param twice ask again, for what nobody can correct later
    // NullAway's model of System.console() is older than Java 22.
    @SuppressWarnings("SystemConsoleNull")
    static String passphrase(Optional<Path> keyFile, boolean twice) {
        if (keyFile.isPresent()) {
            return firstLine(keyFile.get());
        }
        var terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "nobody is here to type the passphrase",
                    "give a file that holds it with --key-file");
        }
        var typed = terminal.readPassword("Passphrase: ");
        if (twice && !Arrays.equals(typed, terminal.readPassword("Once more: "))) {
            throw new CommandException(
                    ExitCode.USAGE, "these are two passphrases", "run the same command again");
        }
        return typed == null ? "" : new String(typed);
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read " + file,
                    "name a text file with --key-file; its first line is the passphrase",
                    e);
        }
    }

    /// @return what the program answered
    static JsonNode run(String passphrase, List<String> arguments) throws InterruptedException {
        var installation = Installation.find();
        var command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx512m"));
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", installation.hubJar().toString(), MAIN));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).redirectError(Redirect.PIPE).start();
            try (var in = process.getOutputStream()) {
                in.write((passphrase + "\n").getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var wrong = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            var exit = process.waitFor();
            if (exit != 0) {
                throw failed(exit, wrong);
            }
            return new ObjectMapper().readTree(said.lines().reduce("", (_, last) -> last));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub's program cannot be run (%s)".formatted(e.getMessage()),
                    "run './roomscribe build'",
                    e);
        }
    }

    /// What it said is a sentence with its cure.
    private static CommandException failed(int exit, String wrong) {
        var line = wrong.strip().lines().reduce("", (_, last) -> last);
        var code =
                Arrays.stream(ExitCode.values())
                        .filter(one -> one.number() == exit)
                        .findFirst()
                        .orElse(ExitCode.FAILED);
        var cut = line.lastIndexOf("; ");
        return cut < 0
                ? new CommandException(
                        code,
                        "the hub's program ended with code " + exit,
                        "run './roomscribe build'")
                : new CommandException(code, line.substring(0, cut), line.substring(cut + 2));
    }

    static String size(long bytes) {
        return bytes < 1024 * 1024
                ? "%d KiB".formatted((bytes + 1023) / 1024)
                : "%.1f MiB".formatted(bytes / 1048576.0);
    }
}
