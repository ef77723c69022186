package io.roomscribe.device.download;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// Fetches what a folder lacks of some files, from where it was broken off, no faster than allowed.
///
/// Confined to one thread.
public final class Download {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final Duration PACE = Duration.ofMillis(100);

    private final HubFiles hub;
    private final long bytesPerSecond;
    private final Ticker ticker;

    public Download(HubFiles hub, long bytesPerSecond, Ticker ticker) {
        this.hub = hub;
        this.bytesPerSecond = bytesPerSecond;
        this.ticker = ticker;
    }

    /// What of some files is not there yet.
    public static long missingBytes(Path place, List<RemoteFile> files) throws IOException {
        var missing = 0L;
        for (var file : files) {
            if (!Files.exists(file.in(place))) {
                missing += Math.max(0, file.bytes() - size(part(place, file)));
            }
        }
        return missing;
    }

    /// @return false when the process is to end before everything is there
    /// @throws DownloadException when the hub does not answer, or lacks a file
    public boolean fetch(Path place, List<RemoteFile> files, StopSignal stop)
            throws IOException, InterruptedException {
        for (var file : files) {
            if (!Files.exists(file.in(place)) && !fetch(place, file, stop)) {
                return false;
            }
        }
        return true;
    }

    private boolean fetch(Path place, RemoteFile file, StopSignal stop)
            throws IOException, InterruptedException {
        var part = part(place, file);
        var have = size(part);
        if (have > file.bytes()) {
            Files.delete(part);
            have = 0;
        }
        try (var out =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            if (have < file.bytes() && !copy(file, have, out, stop)) {
                return false;
            }
            out.force(true);
        }
        Files.createDirectories(file.in(place).resolveSibling(""));
        Files.move(part, file.in(place), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private static Path part(Path place, RemoteFile file) {
        return place.resolve(RemoteFile.part(file.sha256()));
    }

    private boolean copy(RemoteFile file, long from, FileChannel out, StopSignal stop)
            throws IOException, InterruptedException {
        var sinceNanos = ticker.nanos();
        var piece = new byte[PIECE_BYTES];
        var copied = 0L;
        try (var in = hub.open(file.path(), from)) {
            while (from + copied < file.bytes()) {
                var wanted = Math.min(piece.length, file.bytes() - from - copied);
                var read = in.read(piece, 0, (int) wanted);
                if (read < 0) {
                    throw new IOException("the file ended early");
                }
                var bytes = ByteBuffer.wrap(piece, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                copied += read;
                if (!pace(copied, sinceNanos, stop)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Waits until so many bytes are not too many; false when the process is to end.
    private boolean pace(long copied, long sinceNanos, StopSignal stop)
            throws InterruptedException {
        while (ticker.since(sinceNanos).toMillis() * bytesPerSecond / 1000 + bytesPerSecond
                < copied) {
            if (stop.await(PACE)) {
                return false;
            }
        }
        return !stop.isStopping();
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
