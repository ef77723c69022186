package io.roomscribe.device.twin;

import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;
import java.nio.file.Path;

/// The desired configuration cannot be kept. The box goes on with what it has.
public final class TwinException extends Failure {
    private static final long serialVersionUID = 1L;

    TwinException(Path file, IOException cause) {
        super(
                Severity.RETRY,
                "cannot write %s (%s)".formatted(file, cause.getClass().getSimpleName()),
                "free space or repair the disk; the hub sends it again",
                cause);
    }
}
