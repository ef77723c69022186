package io.roomscribe.protocol.link;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Plain sockets that look at the first byte which comes: a broker answers CONNECT with CONNACK,
/// AUTH or DISCONNECT, and nothing else. Paho takes whatever a captive portal says for packets, and
/// waits for the rest of them. Connections with TLS are not looked into.
///
/// Thread-safe.
final class BrokerSockets extends SocketFactory {
    private static final int CONNACK = 0x20;
    private static final int DISCONNECT = 0xe0;
    private static final int AUTH = 0xf0;
    private static final Duration HELD = Duration.ofMillis(350);

    @Override
    public Socket createSocket() {
        return new BrokerSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw unconnectedOnly();
    }

    /// Paho connects by itself, with its timeout.
    private static UnsupportedOperationException unconnectedOnly() {
        return new UnsupportedOperationException("makes unconnected sockets only");
    }

    private static final class BrokerSocket extends Socket {
        private @Nullable InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            var known = in;
            if (known == null) {
                known = new FirstByteStream(super.getInputStream());
                in = known;
            }
            return known;
        }
    }

    /// Holds back a failure that comes before the first byte: Paho's `MQTT Con` thread looks each
    /// 100 ms whether its receiver runs, and if that has ended meanwhile it looks for ever
    /// (measured: one thread left behind an attempt; none with this).
    ///
    /// Confined to the one thread that reads.
    private static final class FirstByteStream extends FilterInputStream {
        private boolean isFirst = true;

        FirstByteStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                var read = super.read();
                check(read);
                return read;
            } catch (IOException e) {
                throw held(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                var read = super.read(bytes, offset, length);
                check(read > 0 ? bytes[offset] & 0xff : read);
                return read;
            } catch (IOException e) {
                throw held(e);
            }
        }

        private void check(int first) throws IOException {
            if (!isFirst) {
                return;
            }
            if (first < 0) {
                throw new EOFException("the connection was closed before it answered");
            }
            if (first != CONNACK && first != DISCONNECT && first != AUTH) {
                throw new NotABrokerException(first == 'H');
            }
            isFirst = false;
        }

        private IOException held(IOException why) {
            if (isFirst) {
                isFirst = false;
                try {
                    Thread.sleep(HELD);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return why;
        }
    }
}
