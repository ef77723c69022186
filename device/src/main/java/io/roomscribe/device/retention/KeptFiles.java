package io.roomscribe.device.retention;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where compressed audio lies: `<data>/kept/<recording>/<index>.opus`, a file a chunk. A file
/// under that name is complete and on the medium: it is written as `.part`, forced, and renamed.
///
/// Thread-safe.
final class KeptFiles {
    private static final Pattern RECORDING = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern FILE = Pattern.compile("(\\d{6})\\.opus");
    private static final String FOLDER = "kept";
    private static final String PART = ".part";

    private final Path folder;

    KeptFiles(Path data) {
        this.folder = data.resolve(FOLDER);
    }

    /// Takes away what a crash left half written.
    void open() throws IOException {
        Files.createDirectories(folder);
        try (var found = Files.walk(folder, 2)) {
            for (var path : found.filter(path -> path.toString().endsWith(PART)).toList()) {
                Files.delete(path);
            }
        }
    }

    Path path(ChunkId chunk) {
        return folder.resolve(chunk.recording().toString())
                .resolve(String.format(Locale.ROOT, "%06d.opus", chunk.index()));
    }

    /// Under the data folder.
    String name(ChunkId chunk) {
        return FOLDER + "/" + folder.relativize(path(chunk));
    }

    /// Puts a chunk's file in place, instead of an earlier one. Durable when this returns.
    ///
    /// @return SHA-256 of the file, 64 hexadecimal digits
    String write(ChunkId chunk, byte[] content) throws IOException {
        var path = path(chunk);
        var recording = folder.resolve(chunk.recording().toString());
        if (!Files.isDirectory(recording)) {
            Files.createDirectories(recording);
            DurableFiles.syncFolder(folder);
        }
        DurableFiles.replace(path, content);
        return Sha256.hex(content);
    }

    /// As [#write], and leaves nothing of the earlier file on the medium as far as it can be told.
    String replace(ChunkId chunk, byte[] content) throws IOException {
        var path = path(chunk);
        try (var old = FileChannel.open(path, StandardOpenOption.WRITE)) {
            var hash = write(chunk, content);
            overwrite(old);
            return hash;
        }
    }

    private static void overwrite(FileChannel file) throws IOException {
        var size = file.size();
        file.position(0);
        writeAll(file, new byte[(int) size]);
        file.force(true);
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// @throws NoSuchFileException when there is none
    byte[] read(ChunkId chunk) throws IOException {
        return Files.readAllBytes(path(chunk));
    }

    /// @return whether there was one
    boolean delete(ChunkId chunk) throws IOException {
        var path = path(chunk);
        if (!Files.deleteIfExists(path)) {
            return false;
        }
        var recording = folder.resolve(chunk.recording().toString());
        DurableFiles.syncFolder(recording);
        try {
            Files.delete(recording);
            DurableFiles.syncFolder(folder);
        } catch (DirectoryNotEmptyException e) {
            // Other chunks are still in it.
            return true;
        }
        return true;
    }

    /// Every chunk that has a file, in no particular order.
    List<ChunkId> list() throws IOException {
        var chunks = new ArrayList<ChunkId>();
        try (var recordings = Files.newDirectoryStream(folder)) {
            for (var recording : recordings) {
                var name = String.valueOf(recording.getFileName());
                if (RECORDING.matcher(name).matches()) {
                    addChunks(RecordingId.parse(name), recording, chunks);
                }
            }
        }
        return chunks;
    }

    private static void addChunks(RecordingId recording, Path in, List<ChunkId> chunks)
            throws IOException {
        try (var files = Files.newDirectoryStream(in)) {
            for (var file : files) {
                var matcher = FILE.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    chunks.add(new ChunkId(recording, Integer.parseInt(matcher.group(1))));
                }
            }
        }
    }
}
