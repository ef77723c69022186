package io.roomscribe.device.decommissioning;

import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.Failure.Severity;

/// A step could not be taken; what was done before stays done, and doing it again is harmless.
public final class DecommissionException extends Failure {
    private static final long serialVersionUID = 1L;

    DecommissionException(String why, Throwable cause) {
        super(
                Severity.FATAL,
                "cannot go on with decommissioning: " + why,
                "repair the disk and start roomscribe-device again",
                cause);
    }
}
