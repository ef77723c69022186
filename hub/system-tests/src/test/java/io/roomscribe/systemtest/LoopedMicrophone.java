package io.roomscribe.systemtest;

import java.nio.file.Path;
import java.util.Arrays;

/// A microphone that speaks the bundled meeting over and over into a FIFO, and knows to the byte
/// how much of it a box has taken out.
///
/// Thread-safe.
final class LoopedMicrophone implements AutoCloseable {
    private static final byte[] NOTHING = {};

    final Path path;
    private final byte[] pcm;
    private final PacedFifo fifo;
    private volatile boolean silent;
    private int at;

    LoopedMicrophone(Path folder, double speed) {
        this.path = folder.resolve("microphone");
        var meeting = Wav.meetingPcm();
        // Whole frames, so that the loop has no odd end.
        this.pcm =
                Arrays.copyOf(
                        meeting, meeting.length / PacedFifo.FRAME_BYTES * PacedFifo.FRAME_BYTES);
        this.fifo = new PacedFifo(path, speed, this::frame);
        fifo.start();
    }

    /// Confined to the FIFO's thread.
    private byte[] frame() {
        if (silent) {
            return NOTHING;
        }
        var frame = Arrays.copyOfRange(pcm, at, at + PacedFifo.FRAME_BYTES);
        at = (at + PacedFifo.FRAME_BYTES) % pcm.length;
        return frame;
    }

    /// Bytes that boxes have read so far.
    long taken() {
        return fifo.taken();
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
        var rest =
                Arrays.copyOfRange(heard, at, Math.min(heard.length, at + PacedFifo.FRAME_BYTES));
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
        silent = isSilent;
    }

    @Override
    public void close() {
        fifo.close();
    }
}
