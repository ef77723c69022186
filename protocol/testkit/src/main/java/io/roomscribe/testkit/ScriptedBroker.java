package io.roomscribe.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/// As much of an MQTT 5 broker as it takes to say what a well-behaved one rarely says: any reason
/// code in a PUBACK, a DISCONNECT out of the blue. It forwards nothing.
///
/// Thread-safe.
public final class ScriptedBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PINGREQ = 12;

    private final ServerSocket server;
    private final IntSupplier pubackCode;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private ScriptedBroker(ServerSocket server, IntSupplier pubackCode) {
        this.server = server;
        this.pubackCode = pubackCode;
    }

    /// @param pubackCode asked for each PUBLISH at QoS 1
    public static ScriptedBroker start(IntSupplier pubackCode) {
        try {
            var broker =
                    new ScriptedBroker(
                            new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), pubackCode);
            Thread.ofVirtual().name("scripted broker").start(broker::acceptAll);
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    /// Sends DISCONNECT with `reasonCode` to everybody, and hangs up.
    public void disconnectAll(int reasonCode) {
        for (var connection : connections) {
            try (connection) {
                connection
                        .getOutputStream()
                        .write(new byte[] {(byte) 0xe0, 2, (byte) reasonCode, 0});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        connections.clear();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().name("scripted connection").start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new DataInputStream(connection.getInputStream());
            while (true) {
                var header = in.readUnsignedByte();
                var body = ByteBuffer.wrap(in.readNBytes(remainingLength(in)));
                connection.getOutputStream().write(answer(header, body));
            }
        } catch (IOException e) {
            connections.remove(connection);
        }
    }

    private byte[] answer(int header, ByteBuffer body) {
        return switch (header >> 4) {
            case CONNECT -> new byte[] {0x20, 3, 0, 0, 0};
            case PUBLISH -> puback(header, body);
            case SUBSCRIBE -> suback(body);
            case PINGREQ -> new byte[] {(byte) 0xd0, 0};
            default -> new byte[0];
        };
    }

    private byte[] puback(int header, ByteBuffer body) {
        if ((header & 0x06) == 0) {
            return new byte[0];
        }
        body.position(2 + body.getShort(0));
        var code = pubackCode.getAsInt();
        return new byte[] {0x40, 4, body.get(), body.get(), (byte) code, 0};
    }

    /// Grants QoS 1 to each topic asked for.
    private static byte[] suback(ByteBuffer body) {
        var out = new ByteArrayOutputStream();
        out.write(body.get());
        out.write(body.get());
        out.write(0);
        body.position(body.position() + 1 + body.get(body.position()));
        while (body.hasRemaining()) {
            body.position(body.position() + 2 + body.getShort(body.position()) + 1);
            out.write(1);
        }
        var packet = new ByteArrayOutputStream();
        packet.write(0x90);
        packet.write(out.size());
        packet.writeBytes(out.toByteArray());
        return packet.toByteArray();
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        var length = 0;
        for (var shift = 0; shift < 28; shift += 7) {
            var part = in.readUnsignedByte();
            length |= (part & 0x7f) << shift;
            if (part < 0x80) {
                break;
            }
        }
        return length;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
