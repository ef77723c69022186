package io.roomscribe.hub.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The one-time password that `roomscribe hub init` made for the first admin, in the file
/// `first-admin` of the hub's folder. It goes once there is an account.
///
/// Confined to the starting thread.
public final class FirstPassword {
    /// As the command line knows it.
    public static final String FILE = "first-admin";

    private final Path file;

    public FirstPassword(Path dataFolder) {
        this.file = dataFolder.resolve(FILE);
    }

    Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw AccountException.passwordFile(file, e.getClass().getSimpleName());
        }
    }

    /// To be called once the account is durable.
    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw AccountException.passwordFile(file, e.getClass().getSimpleName());
        }
    }
}
