package io.roomscribe.protocol.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that must survive a power cut.
public final class DurableFiles {
    private DurableFiles() {}

    /// Makes a new or removed name in a folder survive a power cut.
    public static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Gives a file new content, whole or not at all, on the medium when this returns.
    public static void replace(Path path, byte[] content) throws IOException {
        replace(path, path.resolveSibling(path.getFileName() + ".part"), content);
    }

    /// The same for what only its owner may read; two processes that do it at once do not meet.
    public static void replacePrivate(Path path, byte[] content) throws IOException {
        var name = path.getFileName().toString();
        // Only its owner may read a temporary file from its first moment.
        replace(path, Files.createTempFile(path.resolveSibling(""), name, ".part"), content);
    }

    private static void replace(Path path, Path part, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(path.resolveSibling(""));
    }
}
