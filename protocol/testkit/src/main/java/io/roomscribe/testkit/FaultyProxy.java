package io.roomscribe.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// A TCP proxy on loopback that does to a connection what networks do. Bytes pass through it until
/// [#set] says otherwise; what is set holds for connections that are there and for those that come.
///
/// Thread-safe.
public final class FaultyProxy implements AutoCloseable {
    /// What happens to what passes.
    public enum Mode {
        /// All is well.
        PASS,
        /// Every connection is reset within a few bytes, new ones too.
        RESET,
        /// Nothing is read and nothing written; sockets stay open.
        BLACK_HOLE,
        /// What the server says is lost.
        ANSWERS_LOST,
        /// What the client says is lost.
        QUESTIONS_LOST,
        /// 300 ms and four kilobytes a second each way.
        SLOW
    }

    private static final int SLOW_BYTES = 1200;
    private static final long SLOW_NANOS = 300_000_000;
    private static final long POLL_NANOS = 5_000_000;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;
    private volatile boolean closed;

    private FaultyProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /// @param port on loopback, which need not be listened on yet
    public static FaultyProxy to(int port) {
        try {
            var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var proxy = new FaultyProxy(server, port);
            Thread.ofVirtual().name("proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public void set(Mode newMode) {
        mode = newMode;
        if (newMode == Mode.RESET) {
            resetAll();
        }
    }

    /// Connections that are open now, each counted once.
    public int connections() {
        return sockets.size() / 2;
    }

    private void accept() {
        while (!closed) {
            try {
                var client = server.accept();
                if (mode == Mode.RESET) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // Closed, or that client is gone already.
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        var upstream = new Socket();
        try {
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
        } catch (IOException e) {
            reset(client);
            throw e;
        }
        sockets.add(client);
        sockets.add(upstream);
        Thread.ofVirtual().start(() -> pump(client, upstream, Mode.QUESTIONS_LOST));
        Thread.ofVirtual().start(() -> pump(upstream, client, Mode.ANSWERS_LOST));
    }

    private void pump(Socket from, Socket to, Mode losing) {
        var bytes = new byte[8192];
        try {
            while (true) {
                while (mode == Mode.BLACK_HOLE && !closed) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                var slow = mode == Mode.SLOW;
                var length = from.getInputStream().read(bytes, 0, slow ? SLOW_BYTES : bytes.length);
                if (length < 0) {
                    break;
                }
                if (slow) {
                    LockSupport.parkNanos(SLOW_NANOS);
                }
                while (mode == Mode.BLACK_HOLE && !closed) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                if (mode != losing) {
                    to.getOutputStream().write(bytes, 0, length);
                }
            }
        } catch (IOException e) {
            // Reset by either side, or by us: both ends go.
            reset(from);
        }
        forget(from);
        forget(to);
    }

    private void forget(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            reset(socket);
        }
    }

    private void resetAll() {
        sockets.forEach(FaultyProxy::reset);
    }

    /// RST, not FIN.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed, which is what was wanted.
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            resetAll();
        }
    }
}
