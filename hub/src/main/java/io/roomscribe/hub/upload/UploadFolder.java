package io.roomscribe.hub.upload;

import io.roomscribe.protocol.file.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Where uploaded audio waits to be transcribed: a file each, named by the upload's id.
///
/// Thread-safe.
final class UploadFolder {
    private static final String PART = ".part";
    private static final int BLOCK = 1 << 16;

    private final Path folder;

    UploadFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String id) {
        return folder.resolve(id);
    }

    /// Takes a file in as it comes, block by block. When this returns, it survives a power cut.
    ///
    /// @throws UploadException when it is too large, or cannot be written; nothing is left of it
    long receive(String id, InputStream from, long bytesMax) {
        var part = folder.resolve(id + PART);
        try {
            PrivateFolder.create(folder);
            var bytes = copy(from, part, bytesMax);
            Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
            return bytes;
        } catch (IOException e) {
            throw UploadException.disk(e);
        } finally {
            remove(part);
        }
    }

    private static long copy(InputStream from, Path part, long bytesMax) throws IOException {
        try (var out =
                FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var block = new byte[BLOCK];
            var bytes = 0L;
            for (var count = from.read(block); count >= 0; count = from.read(block)) {
                bytes += count;
                if (bytes > bytesMax) {
                    throw UploadException.tooLarge(bytesMax);
                }
                var rest = ByteBuffer.wrap(block, 0, count);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
            out.force(true);
            return bytes;
        }
    }

    /// Does nothing when it is gone already.
    void erase(String id) {
        remove(file(id));
    }

    /// Files that nobody receives and nobody waits for.
    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.endsWith(PART))
                    .toList();
        } catch (IOException e) {
            throw UploadException.disk(e);
        }
    }

    /// What an earlier process did not receive to its end.
    void removeParts() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(PART)).forEach(UploadFolder::remove);
        } catch (IOException e) {
            throw UploadException.disk(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UploadException.disk(e);
        }
    }
}
