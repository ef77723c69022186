package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// SHA-256 of files and folders. A folder's is the SHA-256 of the lines `<sha256> <path>` of its
/// files, sorted by path, each ended by a line feed: what `sha256sum` prints. Stateless.
final class Checksums {
    private static final int BUFFER_BYTES = 1 << 20;

    private Checksums() {}

    static String of(Path path, LongConsumer progress) throws IOException {
        return Files.isDirectory(path) ? ofFolder(path, progress) : ofFile(path, progress);
    }

    private static String ofFile(Path file, LongConsumer progress) throws IOException {
        var digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                progress.accept(read);
            }
        }
        return hex(digest);
    }

    private static String ofFolder(Path folder, LongConsumer progress) throws IOException {
        var digest = Sha256.digest();
        try (var files = Files.walk(folder)) {
            var names =
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList();
            for (var name : names) {
                var line = ofFile(folder.resolve(name), progress) + "  " + name + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return hex(digest);
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
