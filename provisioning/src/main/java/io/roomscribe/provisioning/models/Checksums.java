package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/// SHA-256 of files and folders. A folder's is the SHA-256 of the lines `<sha256> <path>` of its
/// files, sorted by path, each ended by a line feed: what `sha256sum` prints. Stateless.
final class Checksums {
    private Checksums() {}

    static String of(Path path, LongConsumer progress) throws IOException {
        return Files.isDirectory(path) ? ofFolder(path, progress) : Sha256.hex(path, progress);
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
                var line = Sha256.hex(folder.resolve(name), progress) + "  " + name + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Sha256.hex(digest);
    }
}
