package io.roomscribe.hub.summary;

import io.roomscribe.protocol.supervision.Failure;

/// What goes wrong with stored minutes.
public final class SummaryException extends Failure {
    private static final long serialVersionUID = 1L;

    SummaryException(String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
    }
}
