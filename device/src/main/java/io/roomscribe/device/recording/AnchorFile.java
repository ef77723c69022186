package io.roomscribe.device.recording;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ClockQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/// `<recording>/anchor`: when a recording really began, found out after its first segment file was
/// written with a clock that was not good yet.
///
/// Stateless.
final class AnchorFile {
    static final String NAME = "anchor";

    private static final int MAGIC = 0x414e_4352; // ANCR
    private static final int BYTES = 4 + 8 + 4 + 4;

    /// A better start.
    record Anchor(Instant startedAt, ClockQuality clock) {}

    private AnchorFile() {}

    /// Empty where there is none, or a damaged one: the segment files' own start holds then.
    static Optional<Anchor> read(SegmentFiles files, RecordingId recording) throws IOException {
        try {
            var bytes = Files.readAllBytes(files.folder(recording).resolve(NAME));
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            var fields = ByteBuffer.wrap(bytes);
            var isOurs = fields.getInt() == MAGIC;
            var startedAt = SegmentFormat.instant(fields.getLong());
            var clock = fields.getInt();
            var isWhole = fields.getInt() == SegmentFormat.crc(bytes, 0, BYTES - 4);
            return isOurs && isWhole && clock >= 0 && clock < ClockQuality.values().length
                    ? Optional.of(new Anchor(startedAt, ClockQuality.values()[clock]))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Whole or not at all, and on the medium when this returns.
    static void write(SegmentFiles files, RecordingStart start) throws IOException {
        var fields = ByteBuffer.allocate(BYTES).putInt(MAGIC);
        fields.putLong(SegmentFormat.micros(start.startedAt())).putInt(start.clock().ordinal());
        fields.putInt(SegmentFormat.crc(fields.array(), 0, BYTES - 4)).flip();
        SegmentFiles.replace(files.folder(start.recording()).resolve(NAME), fields);
    }
}
