package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The files at the top of a FAT file system that lies somewhere in a file, by way of mtools: no
/// mounting, no root, no loop device.
///
/// @param offset where in the file it begins, in bytes
record FatFiles(Path file, long offset) {
    private static final int TIMEOUT_SECONDS = 60;
    private static final String MISSING =
            "install mtools ('sudo apt install mtools' on Debian and Ubuntu, 'sudo dnf install mtools' on"
                    + " Fedora, 'brew install mtools' on macOS), or mount the image's small partition and"
                    + " name that folder";

    /// Every file's name.
    Set<String> names() {
        return run("list", List.of("mdir", "-b", "-i", image(), "::"), "")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("::/"))
                .map(line -> line.substring(3))
                .collect(Collectors.toUnmodifiableSet());
    }

    String read(String name) {
        return run("read", List.of("mtype", "-i", image(), "::/" + name), "");
    }

    /// Over the old one, if there is one.
    void write(String name, String text) {
        var _ =
                run(
                        "write",
                        List.of("mcopy", "-D", "o", "-o", "-i", image(), "-", "::/" + name),
                        text);
    }

    private String image() {
        return file + "@@" + offset;
    }

    private String run(String what, List<String> command, String input) {
        try {
            var given = Files.createTempFile("roomscribe-fat", ".in");
            var answer = Files.createTempFile("roomscribe-fat", ".out");
            try {
                Files.writeString(given, input);
                var builder =
                        new ProcessBuilder(new ArrayList<>(command))
                                .redirectInput(given.toFile())
                                .redirectOutput(answer.toFile())
                                .redirectErrorStream(true);
                builder.environment().put("MTOOLS_SKIP_CHECK", "1");
                var process = builder.start();
                try {
                    if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            && process.exitValue() == 0) {
                        return Files.readString(answer);
                    }
                } finally {
                    process.destroyForcibly();
                }
                throw new CommandException(
                        ExitCode.FAILED,
                        "cannot %s the boot partition in %s: %s"
                                .formatted(
                                        what,
                                        file,
                                        new String(
                                                        Files.readAllBytes(answer),
                                                        StandardCharsets.UTF_8)
                                                .strip()),
                        "check that the file may be written and its partition has room, or take a fresh"
                                + " copy of the image");
            } finally {
                Files.delete(given);
                Files.delete(answer);
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot start %s, which reaches into %s".formatted(command.getFirst(), file),
                    MISSING,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(
                    ExitCode.FAILED, "interrupted while at " + file, "run it again", e);
        }
    }
}
