package io.roomscribe.device.doctor;

import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.identity.StrangerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// Tries how far a connection comes, with TLS where the address says so.
final class Reachability {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Reachability() {}

    static HubReach of(Optional<URI> address, PinnedTrust trust) {
        if (address.isEmpty()) {
            return HubReach.NOT_CONFIGURED;
        }
        var target = new InetSocketAddress(address.get().getHost(), address.get().getPort());
        if (target.isUnresolved()) {
            return HubReach.UNRESOLVED;
        }
        try (var socket = new Socket()) {
            socket.connect(target, (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            return "tcp".equals(address.get().getScheme())
                    ? HubReach.REACHED
                    : handshake(socket, address.get(), trust);
        } catch (ConnectException e) {
            return HubReach.REFUSED;
        } catch (IOException e) {
            return HubReach.TIMED_OUT;
        }
    }

    private static HubReach handshake(Socket plain, URI address, PinnedTrust trust)
            throws IOException {
        var factory = trust.context(List.of()).getSocketFactory();
        var socket = factory.createSocket(plain, address.getHost(), address.getPort(), true);
        if (!(socket instanceof SSLSocket tls)) {
            return HubReach.NOT_TLS;
        }
        try {
            tls.startHandshake();
            return HubReach.REACHED;
        } catch (SSLException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                if (at instanceof StrangerException) {
                    return HubReach.STRANGER;
                }
                if (at instanceof CertificateException) {
                    return HubReach.NOT_VALID_NOW;
                }
            }
            return HubReach.NOT_TLS;
        } catch (SocketTimeoutException e) {
            return HubReach.NOT_TLS;
        }
    }
}
