package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import java.time.Instant;

/// A chunk whose segment file is complete and on the disk.
///
/// Immutable.
///
/// @param firstSample counted from the recording's start
/// @param startedAt wall time of that sample
/// @param hash SHA-256 of its PCM, 64 hexadecimal digits
public record SealedChunk(
        ChunkId chunk,
        long firstSample,
        int samples,
        Instant startedAt,
        String hash,
        double peakDbfs,
        double rmsDbfs) {

    SealedChunk startedAt(Instant betterStart) {
        return new SealedChunk(chunk, firstSample, samples, betterStart, hash, peakDbfs, rmsDbfs);
    }

    /// The sample after its last.
    public long endSample() {
        return firstSample + samples;
    }
}
