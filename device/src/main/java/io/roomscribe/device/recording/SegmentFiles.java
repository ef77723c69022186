package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where segment files lie: `<audio>/<recording id>/<index>.seg`.
///
/// Thread-safe.
public final class SegmentFiles {
    private static final Pattern RECORDING = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern SEGMENT = Pattern.compile("(\\d{6})\\.seg");

    private final Path folder;
    private final Medium medium;

    /// Makes the files that audio is written to.
    @FunctionalInterface
    interface Medium {
        /// A new, empty file.
        FileChannel create(Path path) throws IOException;
    }

    SegmentFiles(Path folder) {
        this(
                folder,
                path ->
                        FileChannel.open(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    SegmentFiles(Path folder, Medium medium) {
        this.folder = folder;
        this.medium = medium;
    }

    FileChannel create(ChunkId chunk) throws IOException {
        return medium.create(path(chunk));
    }

    public Path path(ChunkId chunk) {
        return folder(chunk.recording())
                .resolve(String.format(Locale.ROOT, "%06d.seg", chunk.index()));
    }

    Path folder(RecordingId recording) {
        return folder.resolve(recording.toString());
    }

    Path folder() {
        return folder;
    }

    /// Removes a chunk's audio for good, and its recording's folder with the last of them. The
    /// caller has made sure that it may go.
    ///
    /// @return whether there was anything to remove
    public boolean delete(ChunkId chunk) {
        try {
            var removed = Files.deleteIfExists(path(chunk));
            if (removed) {
                DurableFiles.syncFolder(folder(chunk.recording()));
                deleteIfEmpty(chunk.recording());
            }
            return removed;
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.DISK,
                    "cannot delete the audio of chunk %s (%s)".formatted(chunk, reason(e)),
                    "check the disk; it is tried again",
                    e);
        }
    }

    private void deleteIfEmpty(RecordingId recording) throws IOException {
        try {
            if (indexes(recording).isEmpty()) {
                Files.deleteIfExists(folder(recording).resolve(AnchorFile.NAME));
            }
            Files.delete(folder(recording));
            DurableFiles.syncFolder(folder);
        } catch (DirectoryNotEmptyException e) {
            // Other chunks, or damaged evidence, are still in it.
            return;
        }
    }

    /// In no particular order.
    List<RecordingId> recordings() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> RECORDING.matcher(name).matches())
                    .map(RecordingId::parse)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The indexes of a recording's segment files, ascending.
    List<Integer> indexes(RecordingId recording) throws IOException {
        var indexes = new ArrayList<Integer>();
        try (var entries = Files.newDirectoryStream(folder(recording))) {
            for (var entry : entries) {
                var matcher = SEGMENT.matcher(String.valueOf(entry.getFileName()));
                if (matcher.matches()) {
                    indexes.add(Integer.valueOf(matcher.group(1)));
                }
            }
        }
        indexes.sort(null);
        return indexes;
    }

    static String reason(IOException e) {
        var message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
