package io.roomscribe.device.erasure;

import io.roomscribe.protocol.supervision.Failure;

/// An erasure could not be finished; what it did so far is done, and doing it again is harmless.
public final class ErasureException extends Failure {
    private static final long serialVersionUID = 1L;

    ErasureException(String why, String hint) {
        super(Severity.RETRY, "not everything is forgotten: " + why, hint);
    }
}
