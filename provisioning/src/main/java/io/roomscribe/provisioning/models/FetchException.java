package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.supervision.Failure;

/// One source did not deliver; the next may.
final class FetchException extends Failure {
    private static final long serialVersionUID = 1L;

    private final String reason;

    FetchException(String reason, String hint) {
        super(Severity.SKIP, reason, hint);
        this.reason = reason;
    }

    FetchException(String reason, String hint, Throwable cause) {
        super(Severity.SKIP, reason, hint, cause);
        this.reason = reason;
    }

    /// Without the hint.
    String reason() {
        return reason;
    }
}
