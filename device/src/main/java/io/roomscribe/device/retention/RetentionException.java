package io.roomscribe.device.retention;

import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;

/// Kept audio cannot be written, read or removed; tried again by itself.
public final class RetentionException extends Failure {
    private static final long serialVersionUID = 1L;

    private RetentionException(String message, IOException cause) {
        super(Severity.RETRY, message, "check the disk; it is tried again", cause);
    }

    static RetentionException disk(IOException e) {
        return new RetentionException(
                "cannot tend the kept audio: %s %s"
                        .formatted(e.getClass().getSimpleName(), e.getMessage()),
                e);
    }
}
