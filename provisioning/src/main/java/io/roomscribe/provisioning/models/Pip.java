package io.roomscribe.provisioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// This machine's own `pip`, which knows its index, mirrors and proxies: no host is named here.
///
/// Immutable.
///
/// @param command how to start it, such as `python3 -m pip`
record Pip(List<String> command) {
    private static final String CURE =
            "install Python's package installer ('sudo apt install python3-pip' on Debian and Ubuntu,"
                    + " 'sudo dnf install python3-pip' on Fedora, 'brew install python' on macOS), or"
                    + " fetch the model elsewhere and give it with '--from FILE'";
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    static Pip ofThisMachine() {
        return new Pip(List.of("python3", "-m", "pip"));
    }

    /// Downloads one package, without what it depends on, into a folder.
    ///
    /// @throws FetchException with pip's last line when it did not
    void download(String requirement, Path folder) throws InterruptedException {
        var arguments = new ArrayList<>(command);
        arguments.addAll(
                List.of(
                        "download",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-input",
                        "--no-deps",
                        "--no-cache-dir",
                        "--only-binary=:all:",
                        "--dest",
                        folder.toString(),
                        requirement));
        var log = folder.resolve("pip.log");
        var exit = run(arguments, log);
        if (exit != 0) {
            throw new FetchException(
                    "pip could not download %s: %s".formatted(requirement, lastLine(log)),
                    "see " + log);
        }
    }

    private static int run(List<String> arguments, Path log) throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder(arguments)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            try {
                if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new FetchException(
                            "pip did not end in %d minutes".formatted(TIMEOUT.toMinutes()),
                            "check the network and run the command again; it goes on where it"
                                    + " stopped");
                }
                return process.exitValue();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new FetchException("there is no " + arguments.getFirst() + " to start", CURE, e);
        }
    }

    private static String lastLine(Path log) {
        try (var lines = Files.lines(log)) {
            var last = lines.filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
            return last.contains("No module named pip") ? "pip is not installed; " + CURE : last;
        } catch (IOException e) {
            return "it left no message";
        }
    }
}
