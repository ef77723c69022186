package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Overwrites samples of an ended recording with silence, in their place in the segment files, and
/// seals those files anew. A kill in the middle leaves blocks that read as silence; doing it again
/// mends them. What a recovery set aside beside such a file is deleted: nobody knows what is in it.
///
/// Confined to one thread at a time.
final class SegmentErasure {
    private final SegmentFiles files;

    SegmentErasure(SegmentFiles files) {
        this.files = files;
    }

    /// Erases samples `from` (included) to `to` (not included).
    ///
    /// @return the chunks as they now are
    List<SealedChunk> erase(RecordingId recording, long from, long to) throws IOException {
        var changed = new ArrayList<SealedChunk>();
        for (var index : files.indexes(recording)) {
            var first = (long) index * SegmentFormat.CHUNK_SAMPLES;
            if (first < to && first + SegmentFormat.CHUNK_SAMPLES > from) {
                changed.add(erase(new ChunkId(recording, index), from - first, to - first));
            }
        }
        DurableFiles.syncFolder(files.folder(recording));
        return changed;
    }

    private SealedChunk erase(ChunkId chunk, long from, long to) throws IOException {
        var path = files.path(chunk);
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".damaged"));
        try (var file =
                        SegmentFile.open(path)
                                .orElseThrow(() -> new IOException("no good header in " + path));
                var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            var trailer = file.trailer().orElseThrow(() -> new IOException("not sealed: " + path));
            var digest = new ChunkDigest();
            for (var done = 0; done < trailer.samples(); done += SegmentFormat.BLOCK_SAMPLES) {
                var count = Math.min(SegmentFormat.BLOCK_SAMPLES, trailer.samples() - done);
                var samples = new short[count];
                file.block(done / SegmentFormat.BLOCK_SAMPLES)
                        .ifPresent(block ->
                                System.arraycopy(
                                        block.samples(),
                                        0,
                                        samples,
                                        0,
                                        Math.min(count, block.samples().length)));
                if (done < to && done + count > from) {
                    silence(samples, from - done, to - done);
                    write(channel, file, done, samples, trailer);
                }
                digest.add(samples, count);
            }
            var level = digest.level();
            var sealed =
                    new SegmentTrailer(
                            trailer.samples(),
                            digest.hash(),
                            level.peakDbfs(),
                            level.rmsDbfs(),
                            trailer.end(),
                            trailer.endedAtMicros());
            channel.write(
                    ByteBuffer.wrap(sealed.encode()), file.size() - SegmentFormat.TRAILER_BYTES);
            channel.force(true);
            return sealed.chunk(file.header());
        }
    }

    private static void silence(short[] samples, long from, long to) {
        Arrays.fill(
                samples,
                Math.clamp(from, 0, samples.length),
                Math.clamp(to, 0, samples.length),
                (short) 0);
    }

    /// A block that was damaged becomes a whole one of silence, with a time that fits.
    private static void write(
            FileChannel channel,
            SegmentFile file,
            int firstInChunk,
            short[] samples,
            SegmentTrailer trailer)
            throws IOException {
        var index = firstInChunk / SegmentFormat.BLOCK_SAMPLES;
        var capturedAt =
                file.block(index)
                        .map(SegmentBlock::capturedAtMicros)
                        .orElse(trailer.endedAtMicros());
        var bytes =
                new byte[SegmentFormat.BLOCK_HEAD_BYTES + samples.length * Audio.BYTES_PER_SAMPLE];
        SegmentBlock.encode(
                samples,
                samples.length,
                file.header().firstSample() + firstInChunk,
                capturedAt,
                bytes);
        channel.write(ByteBuffer.wrap(bytes), file.offset(index));
    }
}
