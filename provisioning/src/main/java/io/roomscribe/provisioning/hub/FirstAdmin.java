package io.roomscribe.provisioning.hub;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The first admin of a hub that has not started yet: a one-time password in a file that only the
/// hub's user can read. The hub makes the account at its first start and deletes the file; whoever
/// signs in must choose a password then.
///
/// Confined to one thread.
final class FirstAdmin {
    static final String NAME = "admin";

    /// As the hub knows it.
    private static final String FILE = "first-admin";

    private static final int LETTERS = 20;

    /// No letters that are taken for one another.
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Path hubFolder;
    private final RandomGenerator random;

    /// @param random hard to guess
    FirstAdmin(Path hubFolder, RandomGenerator random) {
        this.hubFolder = hubFolder;
        this.random = random;
    }

    /// Whether the hub has started before and has its accounts, or will make one.
    boolean isThere() {
        return Files.exists(hubFolder.resolve("hub.mv.db"))
                || Files.exists(hubFolder.resolve(FILE));
    }

    /// @return the password to be shown once, empty when there is an admin or will be one
    Optional<String> make() {
        if (isThere()) {
            return Optional.empty();
        }
        var password = new StringBuilder();
        for (var i = 0; i < LETTERS; i++) {
            password.append(i > 0 && i % 5 == 0 ? "-" : "");
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        try {
            DurableFiles.replacePrivate(
                    hubFolder.resolve(FILE), (password + "\n").getBytes(StandardCharsets.UTF_8));
            return Optional.of(password.toString());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write into " + hubFolder,
                    "run it as the user whom the hub runs as",
                    e);
        }
    }
}
