package io.roomscribe.hub.broker;

import io.roomscribe.protocol.supervision.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The built-in broker cannot start.
public final class BrokerException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        PORT_IN_USE,
        ADDRESS_UNUSABLE,
        FAILED
    }

    private final Code code;

    private BrokerException(Code code, String message, String hint, Throwable cause) {
        super(Severity.FATAL, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static BrokerException portInUse(String host, int port, Throwable cause) {
        return new BrokerException(
                Code.PORT_IN_USE,
                "cannot start the MQTT broker on %s port %d: the port is in use"
                        .formatted(host, port),
                "stop the program that listens there or set 'broker.port'",
                cause);
    }

    static BrokerException addressUnusable(String host, Throwable cause) {
        return new BrokerException(
                Code.ADDRESS_UNUSABLE,
                "cannot start the MQTT broker on %s: this machine does not have that address"
                        .formatted(host),
                "set 'broker.host' to 127.0.0.1, 0.0.0.0 or an address of this machine",
                cause);
    }

    static BrokerException failed(Path folder, @Nullable Throwable cause) {
        var reason =
                cause == null ? "its acceptor did not start" : cause.getClass().getSimpleName();
        return new BrokerException(
                Code.FAILED,
                "cannot start the MQTT broker with the folder %s: %s".formatted(folder, reason),
                "see the log; a broken folder may be moved away, the boxes send again",
                cause == null ? new IllegalStateException(reason) : cause);
    }
}
