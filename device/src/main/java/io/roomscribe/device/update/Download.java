package io.roomscribe.device.update;

import io.roomscribe.protocol.release.ReleaseFile;
import io.roomscribe.protocol.release.ReleaseManifest;
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

/// Fetches what a folder lacks of a release, from where it was broken off, no faster than allowed.
///
/// Confined to the updater's thread.
final class Download {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final Duration PACE = Duration.ofMillis(100);

    private final ReleaseSource source;
    private final long bytesPerSecond;
    private final Ticker ticker;

    Download(ReleaseSource source, long bytesPerSecond, Ticker ticker) {
        this.source = source;
        this.bytesPerSecond = bytesPerSecond;
        this.ticker = ticker;
    }

    /// What of a release is not there yet.
    static long missingBytes(Path place, ReleaseManifest manifest) throws IOException {
        var missing = 0L;
        for (var file : manifest.files()) {
            if (!Files.exists(place.resolve(file.name()))) {
                missing += Math.max(0, file.bytes() - size(place.resolve(UpdateFolder.part(file))));
            }
        }
        return missing;
    }

    /// @return false when the process is to end before everything is there
    boolean fetch(Path place, ReleaseManifest manifest, StopSignal stop)
            throws IOException, InterruptedException {
        for (var file : manifest.files()) {
            if (!Files.exists(place.resolve(file.name()))
                    && !fetch(place, manifest.version().value(), file, stop)) {
                return false;
            }
        }
        return true;
    }

    private boolean fetch(Path place, String version, ReleaseFile file, StopSignal stop)
            throws IOException, InterruptedException {
        var part = place.resolve(UpdateFolder.part(file));
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
            if (have < file.bytes() && !copy(version, file, have, out, stop)) {
                return false;
            }
            out.force(true);
        }
        Files.move(part, place.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private boolean copy(
            String version, ReleaseFile file, long from, FileChannel out, StopSignal stop)
            throws IOException, InterruptedException {
        var sinceNanos = ticker.nanos();
        var piece = new byte[PIECE_BYTES];
        var copied = 0L;
        try (var in = source.file(version, file.name(), from)) {
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
