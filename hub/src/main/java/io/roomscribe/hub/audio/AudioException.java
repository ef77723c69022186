package io.roomscribe.hub.audio;

import io.roomscribe.protocol.supervision.Failure;

/// Audio cannot be heard, and why.
public final class AudioException extends Failure {
    private static final long serialVersionUID = 1L;

    /// Whether trying again can help.
    public enum Code {
        /// The room lets nobody hear it, or it is gone.
        REFUSED,
        /// The box was not reached, or did not manage.
        UNREACHED
    }

    private final Code code;

    private AudioException(Code code, Severity severity, String message, String hint) {
        super(severity, message, hint);
        this.code = code;
    }

    static AudioException refused(String reason) {
        return new AudioException(
                Code.REFUSED, Severity.SKIP, "The box gives no audio of this", reason);
    }

    static AudioException unreached(String reason) {
        return new AudioException(
                Code.UNREACHED,
                Severity.RETRY,
                reason.isEmpty() ? "The box did not answer in time" : reason,
                "try again once the box is online");
    }

    public Code code() {
        return code;
    }
}
