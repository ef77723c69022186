package io.roomscribe.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The one call to the kernel that Java has no method for.
///
/// Stateless.
final class Ioctl {
    /// `_IOR('X', 125, __u32)`, ext4, xfs and f2fs alike.
    private static final long FS_IOC_SHUTDOWN = 0x8004_587dL;

    private static final int NO_LOG_FLUSH = 2;

    private Ioctl() {}

    static void shutDownWithoutFlushing(Path mountPoint) {
        try (var arena = Arena.ofConfined()) {
            var path = arena.allocateFrom(mountPoint.toString());
            var fd = (int) open().invokeExact(path, 0);
            if (fd < 0) {
                throw new AssertionError("cannot open " + mountPoint);
            }
            var flags = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
            var answer = (int) ioctl().invokeExact(fd, FS_IOC_SHUTDOWN, flags);
            var closed = (int) close().invokeExact(fd);
            if (answer != 0 || closed != 0) {
                throw new AssertionError("the kernel cannot shut down " + mountPoint);
            }
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("cannot call the kernel", e);
        }
    }

    private static MethodHandle open() {
        return handle(
                "open",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
    }

    private static MethodHandle ioctl() {
        return handle(
                "ioctl",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
    }

    private static MethodHandle close() {
        return handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(address, descriptor, options);
    }
}
