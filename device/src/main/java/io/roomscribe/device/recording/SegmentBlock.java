package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// 100 ms of audio in a segment file, checked by its CRC.
///
/// Immutable, but for the samples, which nobody changes.
final class SegmentBlock {
    private static final int CRC_AT = SegmentFormat.BLOCK_HEAD_BYTES - 4;

    private final long firstSample;
    private final long capturedAtMicros;
    private final short[] samples;

    private SegmentBlock(long firstSample, long capturedAtMicros, short[] samples) {
        this.firstSample = firstSample;
        this.capturedAtMicros = capturedAtMicros;
        this.samples = samples;
    }

    /// Counted from the recording's start.
    long firstSample() {
        return firstSample;
    }

    /// Wall time at which its last sample reached the recorder.
    long capturedAtMicros() {
        return capturedAtMicros;
    }

    /// Not a copy.
    short[] samples() {
        return samples;
    }

    /// Writes a block at the start of `into`.
    ///
    /// @return its length in bytes
    static int encode(
            short[] samples, int count, long firstSample, long capturedAtMicros, byte[] into) {
        var fields = ByteBuffer.wrap(into);
        fields.putInt(SegmentFormat.BLOCK_MAGIC).putInt(count);
        fields.putLong(capturedAtMicros).putLong(firstSample).putInt(0);
        fields.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples, 0, count);
        fields.order(ByteOrder.BIG_ENDIAN).putInt(CRC_AT, crc(into, 0, count));
        return SegmentFormat.BLOCK_HEAD_BYTES + count * Audio.BYTES_PER_SAMPLE;
    }

    /// The block at `at`, empty when it is damaged, cut off, or not the one that belongs there.
    static Optional<SegmentBlock> decode(byte[] bytes, int at, int length, long firstSample) {
        if (length < SegmentFormat.BLOCK_HEAD_BYTES) {
            return Optional.empty();
        }
        var fields = ByteBuffer.wrap(bytes, at, length);
        var magic = fields.getInt();
        var count = fields.getInt();
        var capturedAt = fields.getLong();
        var first = fields.getLong();
        var crc = fields.getInt();
        var isWhole =
                magic == SegmentFormat.BLOCK_MAGIC
                        && count > 0
                        && count <= SegmentFormat.BLOCK_SAMPLES
                        && first == firstSample
                        && fields.remaining() >= count * Audio.BYTES_PER_SAMPLE
                        && (crc == crc(bytes, at, count) || Sabotage.SKIP_CHECKSUM.isOn());
        if (!isWhole) {
            return Optional.empty();
        }
        var samples = new short[count];
        fields.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return Optional.of(new SegmentBlock(first, capturedAt, samples));
    }

    private static int crc(byte[] bytes, int at, int count) {
        var crc = new java.util.zip.CRC32C();
        crc.update(bytes, at, CRC_AT);
        crc.update(bytes, at + SegmentFormat.BLOCK_HEAD_BYTES, count * Audio.BYTES_PER_SAMPLE);
        return (int) crc.getValue();
    }
}
