package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The first admin's password of a hub that a command starts for itself, in a file that the hub
/// reads at its first start and the command signs in with ever after.
public final class AdminPassword {
    private static final int BYTES = 24;

    private AdminPassword() {}

    /// The one in `file`, or a new one that is then in it.
    public static String keep(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var password = HexFormat.of().formatHex(bytes);
        DurableFiles.replacePrivate(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
        return password;
    }
}
