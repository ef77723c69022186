package io.roomscribe.device.systemd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Tells systemd how the service is: one datagram to the Unix socket that it names in the
/// environment, as `sd_notify(3)` describes. Java has no Unix datagrams, so the C library is
/// called; see docs/adr for why not `systemd-notify`.
///
/// Thread-safe.
public final class Systemd {
    private static final Logger LOG = System.getLogger(Systemd.class.getName());
    private static final int AF_UNIX = 1;
    // SOCK_DGRAM | SOCK_CLOEXEC; the numbers are Linux's.
    private static final int DATAGRAM = 2 | 0x80000;
    // MSG_NOSIGNAL | MSG_DONTWAIT: telling must never stop the box.
    private static final int FLAGS = 0x4000 | 0x40;
    private static final int PATH_BYTES_MAX = 107;

    private final Optional<byte[]> address;
    private final Optional<Duration> watchdog;

    private Systemd(Optional<byte[]> address, Optional<Duration> watchdog) {
        this.address = address;
        this.watchdog = watchdog;
    }

    /// @param environment `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` are looked at
    /// @param pid of this process
    public static Systemd of(Map<String, String> environment, long pid) {
        var socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        var isAddress = socket.startsWith("/") || socket.startsWith("@");
        if (!isAddress || socket.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            return new Systemd(Optional.empty(), Optional.empty());
        }
        return new Systemd(Optional.of(address(socket)), watchdog(environment, pid));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        var forPid = environment.get("WATCHDOG_PID");
        if (forPid != null && !forPid.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        try {
            var micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros > 0 ? Optional.of(Duration.ofNanos(micros * 1000)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// `struct sockaddr_un`: the family, then the path with its zero; an abstract name has the zero
    /// first and none last.
    private static byte[] address(String socket) {
        var path = socket.getBytes(StandardCharsets.UTF_8);
        var isAbstract = path[0] == '@';
        var address = new byte[2 + path.length + (isAbstract ? 0 : 1)];
        address[0] = AF_UNIX;
        System.arraycopy(path, 0, address, 2, path.length);
        if (isAbstract) {
            address[2] = 0;
        }
        return address;
    }

    /// How long the service may stay silent; empty when nobody watches.
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /// The service is up: audio is recorded, or would be if it were not muted.
    public void ready() {
        send("READY=1");
    }

    /// One line for `systemctl status`; never a word that was said.
    public void status(String line) {
        send("STATUS=" + line.replace('\n', ' '));
    }

    public void stopping() {
        send("STOPPING=1");
    }

    void feed() {
        send("WATCHDOG=1");
    }

    private void send(String state) {
        if (address.isEmpty()) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var calls = Calls.of(Linker.nativeLinker());
            var to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address.get());
            var text =
                    arena.allocateFrom(
                            ValueLayout.JAVA_BYTE, state.getBytes(StandardCharsets.UTF_8));
            if (!calls.send(text, to)) {
                LOG.log(Level.DEBUG, "Systemd did not take {0}", state);
            }
        }
    }

    /// The three functions of the C library.
    private record Calls(MethodHandle socket, MethodHandle sendto, MethodHandle close) {

        static Calls of(Linker linker) {
            return new Calls(
                    handle(
                            linker,
                            "socket",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT)),
                    handle(
                            linker,
                            "sendto",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT)),
                    handle(
                            linker,
                            "close",
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        }

        @SuppressWarnings("restricted") // The jar's manifest enables it.
        private static MethodHandle handle(
                Linker linker, String name, FunctionDescriptor descriptor) {
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }

        boolean send(MemorySegment text, MemorySegment to) {
            try {
                var file = (int) socket.invokeExact(AF_UNIX, DATAGRAM, 0);
                if (file < 0) {
                    return false;
                }
                try {
                    return (long)
                                    sendto.invokeExact(
                                            file,
                                            text,
                                            text.byteSize(),
                                            FLAGS,
                                            to,
                                            (int) to.byteSize())
                            == text.byteSize();
                } finally {
                    var _ = (int) close.invokeExact(file);
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                // A downcall throws nothing checked.
                throw new IllegalStateException("cannot call the C library", e);
            }
        }
    }
}
