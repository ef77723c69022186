package io.roomscribe.hub.dashboard;

import io.roomscribe.protocol.supervision.Failure;

/// The web server can't be started.
public final class DashboardException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        /// Others than this computer could read along, because nothing is encrypted.
        NOT_LOOPBACK,
        /// Another program listens there.
        PORT_IN_USE,
        /// No such address or port.
        UNUSABLE_ADDRESS
    }

    private final Code code;

    private DashboardException(Code code, String message, String hint) {
        super(Severity.FATAL, message, hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static DashboardException notLoopback(String host) {
        return new DashboardException(
                Code.NOT_LOOPBACK,
                "http.host '%s' can be reached from other computers, and nothing encrypts what is sent there yet"
                        .formatted(host),
                "set http.host to 127.0.0.1; from elsewhere use an SSH tunnel");
    }

    static DashboardException portInUse(String address, int port) {
        return new DashboardException(
                Code.PORT_IN_USE,
                "cannot serve the dashboard on %s port %d: another program uses it"
                        .formatted(address, port),
                "stop that program, or set http.port to another port or to 0");
    }

    static DashboardException unusable(String what, String hint) {
        return new DashboardException(Code.UNUSABLE_ADDRESS, what, hint);
    }
}
