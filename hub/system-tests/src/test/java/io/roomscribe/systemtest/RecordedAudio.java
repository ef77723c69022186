package io.roomscribe.systemtest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/// A recording as its segment files have it, read by the test's own eyes: up to the first block
/// that is not whole. What the box makes of the same files is checked against it.
///
/// Immutable.
final class RecordedAudio {
    private static final int BLOCK_MAGIC = 0x424c_4b31;
    private static final int HEAD_BYTES = 28;
    private static final int CRC_AT = 24;
    private static final int STARTED_AT = 16 + 8 + 4 + 8;

    private final String id;
    private final long startedAtMicros;
    private final byte[] pcm;

    private RecordedAudio(String id, long startedAtMicros, byte[] pcm) {
        this.id = id;
        this.startedAtMicros = startedAtMicros;
        this.pcm = pcm;
    }

    String id() {
        return id;
    }

    /// Not a copy.
    byte[] pcm() {
        return pcm;
    }

    /// Recordings in a data folder, but `known` ones, oldest first.
    static List<RecordedAudio> in(Path data, Set<String> known) {
        var found = new ArrayList<RecordedAudio>();
        for (var folder : folders(data.resolve("audio"))) {
            var id = String.valueOf(folder.getFileName());
            if (!known.contains(id)) {
                found.add(read(id, folder));
            }
        }
        found.sort(Comparator.comparingLong(one -> one.startedAtMicros));
        return found;
    }

    /// Whether there is any audio of a recording that is not `known`.
    static boolean isRecording(Path data, Set<String> known) {
        return in(data, known).stream().anyMatch(one -> one.pcm.length > 0);
    }

    private static List<Path> folders(Path audio) {
        try (var entries = Files.list(audio)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static RecordedAudio read(String id, Path folder) {
        var pcm = new ByteArrayOutputStream();
        var startedAt = 0L;
        try (var entries = Files.list(folder)) {
            for (var file :
                    entries.filter(one -> one.toString().endsWith(".seg")).sorted().toList()) {
                var bytes = Files.readAllBytes(file);
                if (bytes.length > STARTED_AT + 8) {
                    startedAt = ByteBuffer.wrap(bytes).getLong(STARTED_AT);
                    blocks(bytes, pcm);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RecordedAudio(id, startedAt, pcm.toByteArray());
    }

    private static void blocks(byte[] file, ByteArrayOutputStream pcm) {
        var fields = ByteBuffer.wrap(file);
        var at = 16 + fields.getInt(12) + 4;
        while (at + HEAD_BYTES <= file.length && fields.getInt(at) == BLOCK_MAGIC) {
            var length = 2 * fields.getInt(at + 4);
            if (at + HEAD_BYTES + length > file.length) {
                return;
            }
            var crc = new CRC32C();
            crc.update(file, at, CRC_AT);
            crc.update(file, at + HEAD_BYTES, length);
            if ((int) crc.getValue() != fields.getInt(at + CRC_AT)) {
                return;
            }
            pcm.write(file, at + HEAD_BYTES, length);
            at += HEAD_BYTES + length;
        }
    }
}
