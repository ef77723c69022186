package io.roomscribe.device.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A segment file opened for reading; may grow meanwhile.
///
/// Confined to one thread.
final class SegmentFile implements AutoCloseable {
    private final FileChannel channel;
    private final SegmentHeader header;

    private SegmentFile(FileChannel channel, SegmentHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /// Empty when the file's header is damaged.
    static Optional<SegmentFile> open(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            var start = readAt(channel, 0, SegmentFormat.HEADER_BYTES_MAX);
            var header = SegmentHeader.decode(start, start.length);
            if (header.isEmpty()) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SegmentFile(channel, header.get()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    SegmentHeader header() {
        return header;
    }

    long size() throws IOException {
        return channel.size();
    }

    /// Where block number `index` of this file begins.
    long offset(int index) {
        return header.bytes() + (long) index * SegmentFormat.BLOCK_BYTES;
    }

    /// Block number `index`, empty when it is damaged or not there.
    Optional<SegmentBlock> block(int index) throws IOException {
        var bytes = readAt(channel, offset(index), SegmentFormat.BLOCK_BYTES);
        var first = header.firstSample() + (long) index * SegmentFormat.BLOCK_SAMPLES;
        return SegmentBlock.decode(bytes, 0, bytes.length, first);
    }

    /// The trailer at the file's end, empty while there is none.
    Optional<SegmentTrailer> trailer() throws IOException {
        var at = channel.size() - SegmentFormat.TRAILER_BYTES;
        return at < header.bytes()
                ? Optional.empty()
                : SegmentTrailer.decode(readAt(channel, at, SegmentFormat.TRAILER_BYTES));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Up to `length` bytes, fewer at the end of the file.
    static byte[] readAt(FileChannel channel, long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // Reads until full or the file ends.
        }
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
