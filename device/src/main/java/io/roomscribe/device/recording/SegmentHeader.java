package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.GapReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/// The head of a segment file: which chunk it is, and the start of its recording.
///
/// Immutable.
///
/// @param bytes how long the header is in the file
record SegmentHeader(ChunkId chunk, RecordingStart start, int bytes) {
    private static final int FIXED_BYTES = 8 + 4 + 4;
    private static final int SOURCE_LENGTH_MAX = 200;

    long firstSample() {
        return (long) chunk.index() * SegmentFormat.CHUNK_SAMPLES;
    }

    static byte[] encode(int index, RecordingStart start) {
        var body = body(index, start);
        var all = ByteBuffer.allocate(FIXED_BYTES + body.length + 4);
        all.putLong(SegmentFormat.HEADER_MAGIC).putInt(SegmentFormat.VERSION).putInt(body.length);
        all.put(body).putInt(SegmentFormat.crc(all.array(), 0, FIXED_BYTES + body.length));
        return all.array();
    }

    private static byte[] body(int index, RecordingStart start) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(start.recording().bits());
            out.writeInt(index);
            out.writeLong((long) index * SegmentFormat.CHUNK_SAMPLES);
            out.writeLong(SegmentFormat.micros(start.startedAt()));
            out.writeUTF(start.clock().name());
            out.writeUTF(start.bootId());
            var source = start.source();
            out.writeUTF(source.substring(0, Math.min(source.length(), SOURCE_LENGTH_MAX)));
            out.writeByte(start.gapsBefore().size());
            for (var gap : start.gapsBefore()) {
                out.writeLong(SegmentFormat.micros(gap.startedAt()));
                out.writeLong(SegmentFormat.micros(gap.endedAt()));
                out.writeUTF(gap.reason().word());
            }
            out.writeLong(start.number());
            out.writeLong(start.startedNanos());
            for (var gap : start.gapsBefore()) {
                out.writeBoolean(gap.isCounted());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The header at the start of `file`, empty when there is none or it is damaged.
    static Optional<SegmentHeader> decode(byte[] file, int length) {
        if (length < FIXED_BYTES + 4) {
            return Optional.empty();
        }
        var fields = ByteBuffer.wrap(file, 0, length);
        var isOurs =
                fields.getLong() == SegmentFormat.HEADER_MAGIC
                        && fields.getInt() == SegmentFormat.VERSION;
        var bodyLength = fields.getInt();
        if (!isOurs || bodyLength < 0 || bodyLength > length - FIXED_BYTES - 4) {
            return Optional.empty();
        }
        var end = FIXED_BYTES + bodyLength;
        if (fields.getInt(end) != SegmentFormat.crc(file, 0, end)) {
            return Optional.empty();
        }
        try (var in =
                new DataInputStream(new ByteArrayInputStream(file, FIXED_BYTES, bodyLength))) {
            return Optional.of(read(in, end + 4));
        } catch (IOException | IllegalArgumentException e) {
            // Its CRC is right, so a newer version wrote it.
            return Optional.empty();
        }
    }

    private static SegmentHeader read(DataInputStream in, int bytes) throws IOException {
        var recording = new RecordingId(in.readLong());
        var index = in.readInt();
        in.readLong();
        var startedAt = SegmentFormat.instant(in.readLong());
        var clock = ClockQuality.valueOf(in.readUTF());
        var bootId = in.readUTF();
        var source = in.readUTF();
        var gaps = new ArrayList<CaptureGap>();
        for (var left = in.readUnsignedByte(); left > 0; left--) {
            gaps.add(
                    new CaptureGap(
                            SegmentFormat.instant(in.readLong()),
                            SegmentFormat.instant(in.readLong()),
                            GapReason.parse(in.readUTF()),
                            false));
        }
        // The first release wrote nothing beyond this.
        var isOld = in.available() == 0;
        var number = isOld ? 0 : in.readLong();
        var startedNanos = isOld ? 0 : in.readLong();
        for (var i = 0; i < gaps.size() && !isOld; i++) {
            var gap = gaps.get(i);
            gaps.set(
                    i,
                    new CaptureGap(gap.startedAt(), gap.endedAt(), gap.reason(), in.readBoolean()));
        }
        return new SegmentHeader(
                new ChunkId(recording, index),
                new RecordingStart(
                        recording, number, bootId, startedAt, startedNanos, clock, source, gaps),
                bytes);
    }
}
