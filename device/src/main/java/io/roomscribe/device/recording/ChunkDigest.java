package io.roomscribe.device.recording;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/// Hash and level of a chunk's PCM, taken while it passes.
///
/// Confined to one thread.
final class ChunkDigest {
    private final MessageDigest sha256;
    private final ByteBuffer bytes =
            ByteBuffer.allocate(SegmentFormat.BLOCK_SAMPLES * Audio.BYTES_PER_SAMPLE)
                    .order(ByteOrder.LITTLE_ENDIAN);
    private int peak;
    private double squares;
    private int samples;

    ChunkDigest() {
        sha256 = Sha256.digest();
    }

    void add(short[] block, int count) {
        bytes.clear();
        bytes.asShortBuffer().put(block, 0, count);
        sha256.update(bytes.array(), 0, count * Audio.BYTES_PER_SAMPLE);
        for (var i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs(block[i]));
            squares += (double) block[i] * block[i];
        }
        samples += count;
    }

    int samples() {
        return samples;
    }

    InputLevel level() {
        return InputLevel.of(peak, squares, samples);
    }

    /// Ends the digest.
    String hash() {
        return Sha256.hex(sha256);
    }
}
