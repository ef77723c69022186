package io.roomscribe.systemtest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A microphone that is a FIFO: speaks the bundled meeting as raw PCM at real time. When nobody
/// reads, at most the pipe's two seconds wait; then the speaker waits too, so that a test can tell
/// exactly what the box was given.
final class FifoMicrophone implements AutoCloseable {
    private static final int FRAME_SAMPLES = 320;

    /// One sample of 16 kHz mono is six of 48 kHz stereo.
    private static final int LINE_COPIES = 6;

    private static final long FRAME_NANOS = 20_000_000;

    final Path path;
    private final byte[] pcm;
    private final int copies;
    private final double speed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private final Thread speaker;

    /// @param seconds how much of the meeting is spoken
    FifoMicrophone(Path folder, double seconds, double speed) {
        this(folder, seconds, speed, 1);
    }

    /// What a sound line delivers: 48 kHz stereo, at real time.
    static FifoMicrophone ofLine(Path folder, double seconds) {
        return new FifoMicrophone(folder, seconds, 1, LINE_COPIES);
    }

    private FifoMicrophone(Path folder, double seconds, double speed, int copies) {
        this.copies = copies;
        this.path = folder.resolve("microphone");
        this.speed = speed;
        this.pcm = Arrays.copyOf(Wav.meetingPcm(), 2 * (int) (seconds * 16_000));
        makeFifo(path);
        this.speaker = Thread.ofPlatform().name("speaker").daemon(true).start(this::speak);
    }

    static void makeFifo(Path path) {
        try {
            var exit = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
            if (exit != 0) {
                throw new AssertionError("mkfifo ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while making a FIFO", e);
        }
    }

    /// Silence follows the speech, as it would in a room, so that a box always hears something.
    private void speak() {
        // Opened for both directions: no reader has to be there, and none that leaves breaks it.
        try (var fifo = new RandomAccessFile(path.toFile(), "rw")) {
            var next = System.nanoTime();
            for (var at = 0; !closed.get(); at += 2 * FRAME_SAMPLES) {
                fifo.write(frame(at));
                frames.incrementAndGet();
                written.addAndGet(Math.clamp(pcm.length - at, 0, 2 * FRAME_SAMPLES));
                next = Math.max(next + (long) (FRAME_NANOS / speed), System.nanoTime());
                java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] frame(int at) {
        var frame = new byte[2 * FRAME_SAMPLES * copies];
        for (var i = 0; i < frame.length; i += 2) {
            var from = at + i / (2 * copies) * 2;
            if (from + 1 < pcm.length) {
                frame[i] = pcm[from];
                frame[i + 1] = pcm[from + 1];
            }
        }
        return frame;
    }

    double secondsSpoken() {
        return written.get() / 32_000.0;
    }

    /// With the silence after the speech.
    double secondsPlayed() {
        return frames.get() * FRAME_NANOS / 1e9;
    }

    boolean isDone() {
        return written.get() >= pcm.length;
    }

    @Override
    public void close() {
        closed.set(true);
        speaker.interrupt();
    }
}
