package io.roomscribe.systemtest;

import io.roomscribe.testkit.ProjectFolder;
import java.nio.file.Path;
import java.util.Random;

/// A room with a microphone that is a FIFO: a quiet hum of about -65 dBFS all the time, and
/// somebody at the far seat who reads a recording aloud when told so.
///
/// Thread-safe.
final class FarSeat implements AutoCloseable {
    private static final Path CLIPS = ProjectFolder.resolve("protocol/testkit/audio/synthetic");
    private static final double HUM = 18;
    private static final short[] NOTHING = {};

    final Path path;
    private final PacedFifo fifo;
    private final Random random = new Random(1);
    private short[] reading = NOTHING;
    private int at;
    private double gain = 1;
    private boolean isDead;

    FarSeat(Path folder) {
        path = folder.resolve("far-seat");
        fifo = new PacedFifo(path, 1, this::frame);
        fifo.start();
    }

    /// Reads a clip of the test kit once.
    ///
    /// @param loudness 1 is as it was recorded
    synchronized void read(String clip, double loudness) {
        reading = Wav.samples(CLIPS.resolve(clip));
        at = 0;
        gain = loudness;
    }

    /// The microphone is switched off, or on again.
    synchronized void setDead(boolean dead) {
        isDead = dead;
    }

    private synchronized byte[] frame() {
        var bytes = new byte[PacedFifo.FRAME_BYTES];
        if (isDead) {
            return bytes;
        }
        for (var i = 0; i < bytes.length; i += 2) {
            var sample = HUM * random.nextGaussian();
            if (at < reading.length) {
                sample += gain * reading[at++];
            }
            var cut = (int) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
            bytes[i] = (byte) cut;
            bytes[i + 1] = (byte) (cut >> 8);
        }
        return bytes;
    }

    @Override
    public void close() {
        fifo.close();
    }
}
