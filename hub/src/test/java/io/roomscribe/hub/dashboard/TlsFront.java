package io.roomscribe.hub.dashboard;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.identity.PinnedTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/// What people put before the dashboard: takes TLS off and hands everything else on as it came, the
/// `Host` that the browser named included.
///
/// Thread-safe.
final class TlsFront implements AutoCloseable {
    private final PinnedTrust trust;
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /// @param target port of the dashboard on loopback
    TlsFront(Path folder, int target) {
        this.target = target;
        var random = new SecureRandom();
        var keys = new AuthorityFolder(folder);
        Authority.init(
                keys, ServerNames.parse(List.of("localhost")), Clock.systemUTC(), random, false);
        var authority = Authority.open(keys, Clock.systemUTC(), random);
        this.trust = new PinnedTrust(authority.pins(), Clock.systemUTC()::instant, () -> true);
        try {
            this.server =
                    trust.context(List.of(authority.server(keys)))
                            .getServerSocketFactory()
                            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tls-front").start(this::accept);
    }

    /// For who trusts its certificate.
    SSLContext client() {
        return trust.context(List.of());
    }

    /// What a browser calls the site: `localhost` and a port.
    String host() {
        return "localhost:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var hub = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, hub));
                Thread.ofVirtual().start(() -> pump(client, hub));
                Thread.ofVirtual().start(() -> pump(hub, client));
            } catch (IOException e) {
                // Closed; or nobody listens, which its client is told by silence.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            var _ = from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone, and so does the other.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
