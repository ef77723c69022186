package io.roomscribe.hub.support;

import io.roomscribe.protocol.supervision.Failure;

/// A support bundle cannot be had, and why.
public final class SupportException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What stands in the way.
    public enum Code {
        /// The hub knows no such box.
        UNKNOWN,
        /// The box was not reached, or did not answer in time.
        UNREACHED,
        /// The box refused, or has this bundle no more.
        REFUSED,
        TOO_LARGE,
        /// The hub's disk is full, or cannot be written.
        NO_SPACE,
        /// What came is not what the box has packed.
        DAMAGED,
        /// Too many are asked for at once, or the hub is stopping.
        BUSY
    }

    private final Code code;

    SupportException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    SupportException(Code code, String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
