package io.roomscribe.device.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands in for systemd: a Unix datagram socket that keeps what it is told.
///
/// Thread-safe.
public final class NotifySocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SHUT_RD = 0;
    private static final int MESSAGE_MAX = 4096;

    private final Path path;
    private final int file;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private NotifySocket(Path path, int file) {
        this.path = path;
        this.file = file;
        this.reader = Thread.ofPlatform().daemon(true).name("notify").start(this::read);
    }

    public static NotifySocket open(Path path) {
        try (var arena = Arena.ofConfined()) {
            var bytes = path.toString().getBytes(StandardCharsets.UTF_8);
            var address = arena.allocate(2L + bytes.length + 1);
            address.set(ValueLayout.JAVA_BYTE, 0, (byte) AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 2, bytes.length);
            var file = call("socket", AF_UNIX, SOCK_DGRAM, 0);
            var bound = call("bind", file, address, (int) address.byteSize());
            if (file < 0 || bound != 0) {
                throw new AssertionError("cannot bind " + path);
            }
            return new NotifySocket(path, file);
        }
    }

    public Path path() {
        return path;
    }

    /// Everything told so far, in order.
    public List<String> told() {
        return List.copyOf(told);
    }

    public long count(String message) {
        return told.stream().filter(message::equals).count();
    }

    private void read() {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(MESSAGE_MAX);
            while (true) {
                var length = (int) receive(buffer);
                if (length <= 0) {
                    return;
                }
                var bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                told.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    @SuppressWarnings("restricted")
    private long receive(MemorySegment buffer) {
        try {
            var linker = Linker.nativeLinker();
            var recv =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("recv"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT));
            return (long) recv.invokeExact(file, buffer, buffer.byteSize(), 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted")
    private static int call(String name, Object... arguments) {
        try {
            var linker = Linker.nativeLinker();
            var layouts =
                    java.util.Arrays.stream(arguments)
                            .map(it ->
                                    it instanceof MemorySegment
                                            ? ValueLayout.ADDRESS
                                            : ValueLayout.JAVA_INT)
                            .toArray(java.lang.foreign.MemoryLayout[]::new);
            return (int)
                    linker.downcallHandle(
                                    linker.defaultLookup().findOrThrow(name),
                                    FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts))
                            .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        var _ = call("shutdown", file, SHUT_RD);
        var _ = call("close", file);
        try {
            reader.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
