package io.roomscribe.systemtest;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// A microphone that speaks the bundled meeting over and over into a FIFO, and knows to the byte
/// how much of it a box has taken out: what was written less what still lies in the pipe. When
/// nobody reads, it waits after a tenth of a second, as long as frames lie in the buffer of a sound
/// card.
///
/// Thread-safe.
final class LoopedMicrophone implements AutoCloseable {
    private static final int FRAME_BYTES = 640;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int WAITING_BYTES_MAX = 3_200;

    final Path path;
    private final byte[] pcm;
    private final double speed;
    private final RandomAccessFile fifo;
    private final FileInputStream pipe;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final Thread speaker;
    private long written;

    LoopedMicrophone(Path folder, double speed) {
        this.path = folder.resolve("microphone");
        this.speed = speed;
        var meeting = Wav.meetingPcm();
        // Whole frames, so that the loop has no odd end.
        this.pcm = Arrays.copyOf(meeting, meeting.length / FRAME_BYTES * FRAME_BYTES);
        try {
            FifoMicrophone.makeFifo(path);
            // Opened for both directions: no reader has to be there, and none that dies breaks it.
            this.fifo = new RandomAccessFile(path.toFile(), "rw");
            this.pipe = new FileInputStream(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.speaker = Thread.ofPlatform().name("speaker").daemon(true).start(this::speak);
    }

    private void speak() {
        var next = System.nanoTime();
        while (!closed.get()) {
            next = Math.max(next + (long) (FRAME_NANOS / speed), System.nanoTime() - FRAME_NANOS);
            speakFrame();
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private synchronized void speakFrame() {
        try {
            if (!silent.get() && !closed.get() && pipe.available() < WAITING_BYTES_MAX) {
                fifo.write(pcm, (int) (written % pcm.length), FRAME_BYTES);
                written += FRAME_BYTES;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes that boxes have read so far.
    synchronized long taken() {
        try {
            return written - pipe.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether these bytes are what was spoken from `position` on.
    boolean spoke(long position, byte[] heard) {
        for (var i = 0; i < heard.length; i++) {
            if (heard[i] != spokenAt(position + i)) {
                return false;
            }
        }
        return true;
    }

    /// Where what was heard differs from what was spoken from `position` on, and what it fits.
    String difference(long position, byte[] heard) {
        var at = 0;
        while (at < heard.length && heard[at] == spokenAt(position + at)) {
            at++;
        }
        var rest = Arrays.copyOfRange(heard, at, Math.min(heard.length, at + FRAME_BYTES));
        for (var shift = 0; shift < pcm.length; shift++) {
            if (spoke(position + at + shift, rest)) {
                return "from byte %d of %d on it is what was spoken %d bytes later"
                        .formatted(at, heard.length, shift);
            }
        }
        return "from byte %d of %d on it is nothing that was spoken".formatted(at, heard.length);
    }

    private byte spokenAt(long at) {
        return pcm[(int) (at % pcm.length)];
    }

    /// No frames any more, as from a microphone that was pulled out; or again.
    void setSilent(boolean isSilent) {
        silent.set(isSilent);
    }

    @Override
    public void close() {
        closed.set(true);
        try {
            speaker.join();
            fifo.close();
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
