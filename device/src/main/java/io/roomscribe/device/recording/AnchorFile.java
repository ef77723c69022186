package io.roomscribe.device.recording;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.message.ClockQuality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// `<recording>/anchor`: when a recording really began, found out after its first segment file was
/// written with a clock that was not good yet. Three lines: start, clock quality, CRC of the two.
///
/// Stateless.
final class AnchorFile {
    static final String NAME = "anchor";

    /// A better start.
    record Anchor(Instant startedAt, ClockQuality clock) {}

    private AnchorFile() {}

    /// Empty where there is none, or a damaged one: the segment files' own start holds then.
    static Optional<Anchor> read(SegmentFiles files, RecordingId recording) throws IOException {
        try {
            var lines =
                    new String(
                                    Files.readAllBytes(files.folder(recording).resolve(NAME)),
                                    StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList();
            return lines.size() == 3 && lines.get(2).equals(crc(lines.get(0), lines.get(1)))
                    ? Optional.of(
                            new Anchor(
                                    Instant.parse(lines.get(0)),
                                    ClockQuality.valueOf(lines.get(1))))
                    : Optional.empty();
        } catch (NoSuchFileException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whole or not at all, and on the medium when this returns.
    static void write(SegmentFiles files, RecordingStart start) throws IOException {
        var startedAt = start.startedAt().toString();
        var clock = start.clock().name();
        var text = String.join("\n", startedAt, clock, crc(startedAt, clock)) + "\n";
        DurableFiles.replace(
                files.folder(start.recording()).resolve(NAME),
                text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String crc(String startedAt, String clock) {
        var bytes = (startedAt + "\n" + clock).getBytes(StandardCharsets.US_ASCII);
        return Integer.toHexString(SegmentFormat.crc(bytes, 0, bytes.length));
    }
}
