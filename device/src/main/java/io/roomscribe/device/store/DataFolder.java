package io.roomscribe.device.store;

import io.roomscribe.device.store.StoreException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The data folder, held by this process alone. Taken before anything is recorded, so that two
/// devices never write one folder.
///
/// Thread-safe.
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Creates the folder where it is missing and takes it.
    public static DataFolder open(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            var channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new StoreException(
                        Code.LOCKED, "cannot use data folder %s: in use".formatted(path));
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StoreException(
                    Code.FOLDER_UNUSABLE,
                    "cannot use data folder %s: %s (%s)"
                            .formatted(path, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
