package io.roomscribe.hub.identity;

import io.roomscribe.protocol.supervision.Failure;

/// Boxes cannot be served.
public final class IdentityException extends Failure {
    private static final long serialVersionUID = 1L;

    IdentityException(int port) {
        super(
                Severity.FATAL,
                "cannot serve enrolment on port %d: the port is in use".formatted(port),
                "stop the program that listens there or set 'identity.enrolment-port'");
    }
}
