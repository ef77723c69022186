package io.roomscribe.device.admin;

import io.roomscribe.protocol.supervision.Failure;

/// The local socket or page cannot be offered; tried again. Recording goes on.
public final class AdminException extends Failure {
    private static final long serialVersionUID = 1L;

    AdminException(String message, Throwable cause) {
        super(
                Severity.RETRY,
                "%s (%s)".formatted(message, cause.getMessage()),
                "check the folder's permissions and the 'admin' settings",
                cause);
    }
}
