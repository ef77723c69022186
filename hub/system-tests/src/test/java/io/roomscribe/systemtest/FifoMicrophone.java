package io.roomscribe.systemtest;

import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A microphone that is a FIFO: speaks the bundled meeting as raw PCM at real time. When nobody
/// reads, at most the pipe's two seconds wait; then the speaker waits too, so that a test can tell
/// exactly what the box was given.
final class FifoMicrophone implements AutoCloseable {
    private static final int WAV_HEADER_BYTES = 44;
    private static final int FRAME_BYTES = 640;
    private static final long FRAME_NANOS = 20_000_000;

    final Path path;
    private final byte[] pcm;
    private final double speed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private final Thread speaker;

    /// @param seconds how much of the meeting is spoken
    FifoMicrophone(Path folder, int seconds, double speed) {
        this.path = folder.resolve("microphone");
        this.speed = speed;
        this.pcm = meeting(seconds);
        makeFifo(path);
        this.speaker = Thread.ofPlatform().name("speaker").daemon(true).start(this::speak);
    }

    private static byte[] meeting(int seconds) {
        try {
            var wav = Files.readAllBytes(ProjectFolder.resolve("provisioning/demo/meeting.wav"));
            return Arrays.copyOfRange(wav, WAV_HEADER_BYTES, WAV_HEADER_BYTES + seconds * 32_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFifo(Path path) {
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
            var silence = new byte[FRAME_BYTES];
            var next = System.nanoTime();
            for (var at = 0; !closed.get(); at += FRAME_BYTES) {
                var left = Math.min(FRAME_BYTES, pcm.length - at);
                if (left > 0) {
                    fifo.write(pcm, at, left);
                    written.addAndGet(left);
                } else {
                    fifo.write(silence);
                }
                next = Math.max(next + (long) (FRAME_NANOS / speed), System.nanoTime());
                java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double secondsSpoken() {
        return written.get() / 32_000.0;
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
