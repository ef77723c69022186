package io.roomscribe.device.retention;

import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import java.time.Instant;

/// A sealed chunk and what is there of its audio.
///
/// Immutable.
///
/// @param hash SHA-256 of its PCM
/// @param isRaw whether its segment file is there
/// @param keptBytes of its compressed file, 0 when there is none
record HeldChunk(
        ChunkId chunk,
        long firstSample,
        int samples,
        Instant startedAt,
        String hash,
        ChunkState state,
        boolean isRaw,
        long keptBytes) {

    /// Header, trailer, and 28 bytes for each 100 ms.
    private static final int SEGMENT_OVERHEAD_BYTES = 300 * 28 + 512;

    long endSample() {
        return firstSample + samples;
    }

    boolean isKept() {
        return keptBytes > 0;
    }

    long rawBytes() {
        return isRaw ? (long) samples * Audio.BYTES_PER_SAMPLE + SEGMENT_OVERHEAD_BYTES : 0;
    }

    /// What removing all of it gives back, about.
    long bytes() {
        return rawBytes() + keptBytes;
    }
}
