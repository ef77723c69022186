package io.roomscribe.device.recording;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.message.EndReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Optional;

/// Writes one segment file: header, blocks, trailer. What was forced survives a power cut.
///
/// Confined to the recording thread.
final class SegmentWriter implements AutoCloseable {
    private final FileChannel channel;
    private final SegmentHeader header;
    private final ChunkDigest digest = new ChunkDigest();
    private final byte[] block = new byte[SegmentFormat.BLOCK_BYTES];
    private long capturedAtMicros;

    private SegmentWriter(FileChannel channel, SegmentHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /// Makes the file, with its header and its names on the disk.
    static SegmentWriter create(SegmentFiles files, SegmentHeader header) throws IOException {
        var recording = files.folder(header.chunk().recording());
        if (header.chunk().index() == 0) {
            Files.createDirectories(recording);
            DurableFiles.syncFolder(files.folder());
        }
        var channel = files.create(header.chunk());
        try {
            var bytes = SegmentHeader.encode(header.chunk().index(), header.start());
            writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
            DurableFiles.syncFolder(recording);
            return new SegmentWriter(channel, header);
        } catch (IOException e) {
            channel.close();
            // Nothing is in it, so it must not be found as a recording of its own.
            Files.deleteIfExists(files.path(header.chunk()));
            throw e;
        }
    }

    int samples() {
        return digest.samples();
    }

    boolean isFull() {
        return samples() == SegmentFormat.CHUNK_SAMPLES;
    }

    /// Appends a block; a reader can see it when this returns.
    void append(short[] samples, int count, long capturedAtMicros) throws IOException {
        var first = header.firstSample() + samples();
        var length = SegmentBlock.encode(samples, count, first, capturedAtMicros, block);
        writeFully(channel, ByteBuffer.wrap(block, 0, length));
        digest.add(samples, count);
        this.capturedAtMicros = capturedAtMicros;
    }

    void force() throws IOException {
        channel.force(false);
    }

    /// Writes the trailer, forces everything and closes the file.
    ///
    /// @param end why the recording ends here, empty when it goes on
    SealedChunk seal(Optional<EndReason> end) throws IOException {
        var level = digest.level();
        var trailer =
                new SegmentTrailer(
                        samples(),
                        digest.hash(),
                        level.peakDbfs(),
                        level.rmsDbfs(),
                        end,
                        capturedAtMicros);
        // The audio first: a trailer on the disk then never speaks of samples that are not.
        channel.force(false);
        writeFully(channel, ByteBuffer.wrap(trailer.encode()));
        channel.force(true);
        channel.close();
        return trailer.chunk(header);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
