package io.roomscribe.device.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Raw 16 kHz mono 16-bit little-endian PCM from a named pipe, at the writer's pace. Ends when its
/// last writer closes it; opening it again waits for the next.
///
/// Read by one thread; closed by any.
final class FifoSource implements AudioSource {
    private static final int FILE_TYPE_MASK = 0xf000;
    private static final int FIFO = 0x1000;

    private final Path path;
    private byte[] bytes = new byte[0];
    private volatile @Nullable InputStream in;
    private volatile boolean closed;

    private FifoSource(Path path) {
        this.path = path;
    }

    /// Does not wait for a writer; the first `read` does.
    static FifoSource open(Path path) {
        try {
            var mode = (Integer) Files.getAttribute(path, "unix:mode");
            if ((mode & FILE_TYPE_MASK) != FIFO) {
                throw new CaptureException(
                        CaptureException.Code.BAD_SOURCE,
                        "cannot capture from " + path + ": it is not a FIFO",
                        "make one with mkfifo, or use file:PATH for an audio file");
            }
            return new FifoSource(path);
        } catch (IOException | UnsupportedOperationException e) {
            throw new CaptureException(
                    CaptureException.Code.NOT_FOUND,
                    "cannot capture from " + path + ": there is no such FIFO",
                    "make it with mkfifo, or correct the path in 'capture.source'",
                    e);
        }
    }

    @Override
    public int read(short[] frame) {
        try {
            var stream = in;
            if (stream == null) {
                // Blocks until somebody opens the other end; close() does when it must end.
                stream = Files.newInputStream(path);
                in = stream;
            }
            if (closed) {
                stream.close();
                return -1;
            }
            bytes = bytes.length == 2 * frame.length ? bytes : new byte[2 * frame.length];
            var samples = stream.readNBytes(bytes, 0, bytes.length) / 2;
            var little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            little.asShortBuffer().get(frame, 0, samples);
            if (samples == 0) {
                stream.close();
            }
            return samples == 0 ? -1 : samples;
        } catch (IOException e) {
            if (closed) {
                return -1;
            }
            throw new CaptureException(
                    CaptureException.Code.LINE_LOST,
                    "lost the FIFO " + path + " (" + e.getClass().getSimpleName() + ")",
                    "check the program that writes to it",
                    e);
        }
    }

    @Override
    public String description() {
        return "fifo: " + path.getFileName();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public boolean isReopenable() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        // Opened for reading and writing a FIFO never blocks, and wakes a reader that waits for its
        // first writer.
        try (var wake = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var stream = in;
            if (stream != null && wake.isOpen()) {
                stream.close();
            }
        } catch (IOException e) {
            // The FIFO is gone, and so is what it could have delivered.
            closed = true;
        }
    }
}
