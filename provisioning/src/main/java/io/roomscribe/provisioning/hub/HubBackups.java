package io.roomscribe.provisioning.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomscribe.provisioning.api.SecretFile;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.demo.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
            return SecretFile.firstLine(keyFile.get(), "--key-file");
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

    /// @return what the program answered
    static ObjectNode run(String passphrase, List<String> arguments) throws InterruptedException {
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
            // Beside its answers: a program whose complaints nobody reads stands still.
            var complaints = new CompletableFuture<String>();
            Thread.startVirtualThread(() -> complaints.complete(text(process.getErrorStream())));
            var said = text(process.getInputStream());
            var exit = process.waitFor();
            if (exit != 0) {
                throw failed(exit, complaints.join());
            }
            return (ObjectNode)
                    new ObjectMapper().readTree(said.lines().reduce("", (_, last) -> last));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the hub's program cannot be run (%s)".formatted(e.getMessage()),
                    "run './roomscribe build'",
                    e);
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// What `--json` says: the answer, and what it is about before it.
    static ObjectNode about(String name, Path path, ObjectNode answer) {
        return answer.objectNode().put(name, path.toAbsolutePath().toString()).setAll(answer);
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
