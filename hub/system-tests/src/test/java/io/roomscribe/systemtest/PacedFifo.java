package io.roomscribe.systemtest;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A FIFO that is fed with a frame every 20 ms, as a sound card is, and knows to the byte how much
/// of it was taken out: what was written less what still lies in the pipe. When nobody reads, it
/// waits after a tenth of a second, as long as frames lie in the buffer of a sound card.
///
/// Thread-safe.
final class PacedFifo implements AutoCloseable {
    static final int FRAME_BYTES = 640;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int WAITING_BYTES_MAX = 3_200;

    private final RandomAccessFile fifo;
    private final FileInputStream pipe;
    private final double speed;
    private final Supplier<byte[]> frames;
    private final Thread feeder;
    private volatile boolean closed;
    private long written;

    /// @param speed 1 is real time
    /// @param frames the next frame, empty for none now; asked on a thread of its own
    PacedFifo(Path path, double speed, Supplier<byte[]> frames) {
        this.speed = speed;
        this.frames = frames;
        try {
            FifoMicrophone.makeFifo(path);
            // Opened for both directions: no reader has to be there, and none that dies breaks it.
            this.fifo = new RandomAccessFile(path.toFile(), "rw");
            this.pipe = new FileInputStream(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.feeder = Thread.ofPlatform().name("fifo").daemon(true).unstarted(this::feed);
    }

    void start() {
        feeder.start();
    }

    private void feed() {
        var next = System.nanoTime();
        while (!closed) {
            next = Math.max(next + (long) (FRAME_NANOS / speed), System.nanoTime() - FRAME_NANOS);
            feedFrame();
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private synchronized void feedFrame() {
        try {
            if (!closed && pipe.available() < WAITING_BYTES_MAX) {
                var frame = frames.get();
                fifo.write(frame);
                written += frame.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes that were read so far.
    synchronized long taken() {
        try {
            return written - pipe.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            feeder.join();
            fifo.close();
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
