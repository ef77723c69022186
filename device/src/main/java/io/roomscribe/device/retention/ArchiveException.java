package io.roomscribe.device.retention;

import io.roomscribe.protocol.supervision.Failure;

/// Audio that was asked for cannot be had, and why.
public final class ArchiveException extends Failure {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(Severity.SKIP, message, "only the transcript can be had");
    }
}
