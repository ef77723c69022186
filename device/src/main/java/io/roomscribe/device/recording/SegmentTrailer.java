package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.EndReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What closes a segment file: it makes a chunk sealed, and the last one its recording ended.
///
/// Immutable.
///
/// @param hash SHA-256 of the PCM, 64 hexadecimal digits
/// @param end why the recording ended with this chunk, empty when it goes on in the next file
/// @param endedAtMicros wall time at which the last sample reached the recorder
record SegmentTrailer(
        int samples,
        String hash,
        double peakDbfs,
        double rmsDbfs,
        Optional<EndReason> end,
        long endedAtMicros) {
    private static final int END_BYTES = 16;

    byte[] encode() {
        var all = ByteBuffer.allocate(SegmentFormat.TRAILER_BYTES);
        all.putInt(SegmentFormat.TRAILER_MAGIC).putInt(samples);
        all.put(HexFormat.of().parseHex(hash)).putDouble(peakDbfs).putDouble(rmsDbfs);
        var word = end.map(EndReason::word).orElse("").getBytes(StandardCharsets.US_ASCII);
        all.put(Arrays.copyOf(word, END_BYTES)).putLong(endedAtMicros);
        all.putInt(SegmentFormat.crc(all.array(), 0, all.position()));
        return all.array();
    }

    static Optional<SegmentTrailer> decode(byte[] bytes) {
        if (bytes.length != SegmentFormat.TRAILER_BYTES) {
            return Optional.empty();
        }
        var fields = ByteBuffer.wrap(bytes);
        var crc = fields.getInt(bytes.length - 4);
        if (fields.getInt() != SegmentFormat.TRAILER_MAGIC
                || crc != SegmentFormat.crc(bytes, 0, bytes.length - 4)) {
            return Optional.empty();
        }
        var samples = fields.getInt();
        var hash = new byte[32];
        fields.get(hash);
        var peak = fields.getDouble();
        var rms = fields.getDouble();
        var word = new byte[END_BYTES];
        fields.get(word);
        var end = new String(word, StandardCharsets.US_ASCII).replace("\0", "");
        return Optional.of(
                new SegmentTrailer(
                        samples,
                        HexFormat.of().formatHex(hash),
                        peak,
                        rms,
                        end.isEmpty() ? Optional.empty() : Optional.of(EndReason.parse(end)),
                        fields.getLong()));
    }

    SegmentTrailer endingWith(EndReason reason) {
        return new SegmentTrailer(
                samples, hash, peakDbfs, rmsDbfs, Optional.of(reason), endedAtMicros);
    }

    SealedChunk chunk(SegmentHeader header) {
        return new SealedChunk(
                header.chunk(),
                header.firstSample(),
                samples,
                header.start().at(header.firstSample()),
                hash,
                peakDbfs,
                rmsDbfs);
    }
}
