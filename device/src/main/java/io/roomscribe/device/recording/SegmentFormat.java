package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import java.time.Instant;
import java.util.zip.CRC32C;

/// The layout of a segment file, all numbers big-endian but the samples.
///
/// ```
/// header   magic 8, version 4, length 4, body, CRC32C 4
/// block    magic 4, samples 4, captured at 8 (µs), first sample 8, CRC32C 4, PCM (little-endian)
/// ...      300 of them, 100 ms each; only a recording's last may be shorter
/// trailer  magic 4, samples 4, SHA-256 32, peak 8, rms 8, end reason 16, ended at 8, CRC32C 4
/// ```
///
/// A file without a trailer is being written, or was when the process died. Blocks have a fixed
/// size, so a sample's place is arithmetic, and damage in one block hides no other.
final class SegmentFormat {
    static final long HEADER_MAGIC = 0x5253_5345_474d_3031L; // RSSEGM01
    static final int BLOCK_MAGIC = 0x424c_4b31; // BLK1
    static final int TRAILER_MAGIC = 0x5345_414c; // SEAL
    static final int VERSION = 1;

    static final int BLOCK_SAMPLES = Audio.SAMPLE_RATE / 10;
    static final int CHUNK_SAMPLES = 30 * Audio.SAMPLE_RATE;
    static final int BLOCK_HEAD_BYTES = 4 + 4 + 8 + 8 + 4;
    static final int BLOCK_BYTES = BLOCK_HEAD_BYTES + BLOCK_SAMPLES * Audio.BYTES_PER_SAMPLE;
    static final int TRAILER_BYTES = 4 + 4 + 32 + 8 + 8 + 16 + 8 + 4;
    static final int HEADER_BYTES_MAX = 2048;

    private SegmentFormat() {}

    static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
