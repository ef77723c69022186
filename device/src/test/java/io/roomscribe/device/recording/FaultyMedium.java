package io.roomscribe.device.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;

/// A disk that refuses everything as long as a test says so. Does not force anything, so that a
/// test of many virtual hours is not a test of the real disk.
final class FaultyMedium implements SegmentFiles.Medium {
    private volatile boolean isFull;
    private final AtomicReference<Path> newest = new AtomicReference<>(Path.of("."));

    void full(boolean full) {
        isFull = full;
    }

    boolean isFull() {
        return isFull;
    }

    /// The file that was made last.
    Path newest() {
        return newest.get();
    }

    @Override
    public FileChannel create(Path path) throws IOException {
        throwIfFull();
        var file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        newest.set(path);
        return new Faulty(file);
    }

    private void throwIfFull() throws IOException {
        if (isFull) {
            throw new IOException("No space left on device");
        }
    }

    private final class Faulty extends FileChannel {
        private final FileChannel file;

        Faulty(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (isFull && from.remaining() > 2) {
                // The last that fits.
                file.write(from.slice(from.position(), from.remaining() / 2));
            }
            throwIfFull();
            return file.write(from);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            throwIfFull();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
