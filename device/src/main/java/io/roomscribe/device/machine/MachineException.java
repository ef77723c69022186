package io.roomscribe.device.machine;

import io.roomscribe.protocol.supervision.Failure;
import java.nio.file.Path;

/// Storage did not take a small write; tried again.
final class MachineException extends Failure {
    private static final long serialVersionUID = 1L;

    MachineException(Path file, Throwable cause) {
        super(
                Severity.RETRY,
                "cannot write %s (%s)".formatted(file, cause.getMessage()),
                "check the disk's space and the kernel log",
                cause);
    }
}
