package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.message.EndReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Seals what a crash left open: keeps everything up to the last good block, moves what follows to
/// a `.damaged` file beside it, and writes the trailer. Doing it twice changes nothing.
///
/// Confined to one thread at a time.
final class SegmentRecovery {
    private static final Logger LOG = System.getLogger(SegmentRecovery.class.getName());

    private static final short[] SILENCE = new short[SegmentFormat.BLOCK_SAMPLES];

    private final SegmentFiles files;

    SegmentRecovery(SegmentFiles files) {
        this.files = files;
    }

    /// Seals the segment file of `chunk` unless it is sealed.
    ///
    /// @param end why the recording ended here, empty when it went on
    /// @return empty when the file had not even a good header; it is set aside then
    Optional<SegmentTrailer> seal(ChunkId chunk, Optional<EndReason> end) throws IOException {
        var path = files.path(chunk);
        var opened = SegmentFile.open(path);
        if (opened.isEmpty()) {
            setAside(path, Files.readAllBytes(path));
            Files.delete(path);
            DurableFiles.syncFolder(files.folder(chunk.recording()));
            LOG.log(Level.WARNING, "Segment file has no good header chunk={0}", chunk);
            return Optional.empty();
        }
        try (var file = opened.get()) {
            var existing = file.trailer();
            if (existing.isPresent()) {
                return end.isEmpty() || existing.get().end().isPresent()
                        ? existing
                        : Optional.of(rewriteTrailer(path, file, existing.get(), end.get()));
            }
            return Optional.of(recover(path, file, end));
        }
    }

    private SegmentTrailer recover(Path path, SegmentFile file, Optional<EndReason> end)
            throws IOException {
        var digest = new ChunkDigest();
        var cut = file.offset(0);
        var capturedAtMicros = SegmentFormat.micros(file.header().start().at(0));
        var blocks = lastGoodBlock(file) + 1;
        for (var index = 0; index < blocks; index++) {
            var block = file.block(index);
            // A damaged block among good ones keeps its place; a reader hears silence there.
            var samples = block.map(SegmentBlock::samples).orElse(SILENCE);
            digest.add(samples, samples.length);
            capturedAtMicros =
                    block.map(SegmentBlock::capturedAtMicros).orElse(capturedAtMicros + 100_000);
            cut = file.offset(index) + SegmentFormat.BLOCK_HEAD_BYTES + samples.length * 2L;
        }
        var level = digest.level();
        var trailer =
                new SegmentTrailer(
                        digest.samples(),
                        digest.hash(),
                        level.peakDbfs(),
                        level.rmsDbfs(),
                        end,
                        capturedAtMicros);
        writeTrailer(path, cut, file.size(), trailer);
        LOG.log(
                Level.INFO,
                "Chunk recovered chunk={0} samples={1} damagedBytes={2}",
                file.header().chunk(),
                Integer.toString(trailer.samples()),
                Long.toString(file.size() - cut - SegmentFormat.TRAILER_BYTES));
        return trailer;
    }

    private static int lastGoodBlock(SegmentFile file) throws IOException {
        var length = file.size() - file.offset(0);
        var blocksMax = SegmentFormat.CHUNK_SAMPLES / SegmentFormat.BLOCK_SAMPLES;
        var index = (int) Math.min(length / SegmentFormat.BLOCK_BYTES, blocksMax - 1);
        while (index >= 0 && file.block(index).isEmpty()) {
            index--;
        }
        return index;
    }

    private void writeTrailer(Path path, long cut, long size, SegmentTrailer trailer)
            throws IOException {
        try (var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (size > cut) {
                setAside(path, SegmentFile.readAt(channel, cut, (int) (size - cut)));
                channel.truncate(cut);
            }
            channel.write(ByteBuffer.wrap(trailer.encode()), cut);
            channel.force(true);
        }
    }

    private static SegmentTrailer rewriteTrailer(
            Path path, SegmentFile file, SegmentTrailer trailer, EndReason end) throws IOException {
        var ended = trailer.endingWith(end);
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.wrap(ended.encode()), file.size() - SegmentFormat.TRAILER_BYTES);
            channel.force(true);
        }
        return ended;
    }

    /// Evidence is never thrown away; an older piece keeps its place before the new one.
    private static void setAside(Path path, byte[] tail) throws IOException {
        if (tail.length > 0) {
            var aside = path.resolveSibling(path.getFileName() + ".damaged");
            Files.write(
                    aside,
                    tail,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        }
    }
}
