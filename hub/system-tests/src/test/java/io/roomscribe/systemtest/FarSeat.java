package io.roomscribe.systemtest;

import io.roomscribe.testkit.ProjectFolder;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// A room with a microphone that is a FIFO: a quiet hum of about -65 dBFS all the time, and
/// somebody at the far seat who reads a recording aloud when told so.
///
/// Thread-safe.
final class FarSeat implements AutoCloseable {
    private static final Path CLIPS = ProjectFolder.resolve("protocol/testkit/audio/synthetic");
    private static final int WAV_HEADER_BYTES = 44;
    private static final int FRAME_SAMPLES = 320;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int WAITING_BYTES_MAX = 3_200;
    private static final double HUM = 18;
    private static final short[] NOTHING = {};

    final Path path;
    private final RandomAccessFile fifo;
    private final FileInputStream pipe;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Random random = new Random(1);
    private final Thread room;
    private short[] reading = NOTHING;
    private int at;
    private double gain = 1;
    private boolean isDead;

    FarSeat(Path folder) {
        path = folder.resolve("far-seat");
        FifoMicrophone.makeFifo(path);
        try {
            // Opened for both directions: no reader has to be there, and none that dies breaks it.
            fifo = new RandomAccessFile(path.toFile(), "rw");
            pipe = new FileInputStream(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        room = Thread.ofPlatform().name("far-seat").daemon(true).start(this::run);
    }

    /// Reads a clip of the test kit once.
    ///
    /// @param loudness 1 is as it was recorded
    synchronized void read(String clip, double loudness) {
        try {
            var wav = Files.readAllBytes(CLIPS.resolve(clip));
            var pcm = new short[(wav.length - WAV_HEADER_BYTES) / 2];
            for (var i = 0; i < pcm.length; i++) {
                var byteAt = WAV_HEADER_BYTES + 2 * i;
                pcm[i] = (short) ((wav[byteAt] & 0xff) | (wav[byteAt + 1] << 8));
            }
            reading = pcm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        at = 0;
        gain = loudness;
    }

    /// The microphone is switched off, or on again.
    synchronized void setDead(boolean dead) {
        isDead = dead;
    }

    private void run() {
        var next = System.nanoTime();
        while (!closed.get()) {
            next = Math.max(next + FRAME_NANOS, System.nanoTime() - FRAME_NANOS);
            frame();
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private synchronized void frame() {
        try {
            if (closed.get() || pipe.available() >= WAITING_BYTES_MAX) {
                return;
            }
            var bytes = new byte[2 * FRAME_SAMPLES];
            if (isDead) {
                Arrays.fill(bytes, (byte) 0);
            } else {
                for (var i = 0; i < FRAME_SAMPLES; i++) {
                    var sample = HUM * random.nextGaussian();
                    if (at < reading.length) {
                        sample += gain * reading[at++];
                    }
                    var cut = (int) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
                    bytes[2 * i] = (byte) cut;
                    bytes[2 * i + 1] = (byte) (cut >> 8);
                }
            }
            fifo.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.set(true);
        try {
            room.join();
            fifo.close();
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
