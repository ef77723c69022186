package io.roomscribe.device.admin;

import io.roomscribe.protocol.supervision.Failure;

/// The box answered that it will not do what it was asked, and why.
final class BoxRefusedException extends Failure {
    private static final long serialVersionUID = 1L;

    BoxRefusedException(String reason) {
        super(Severity.SKIP, reason, "'roomscribe-device status' shows how it stands");
    }
}
