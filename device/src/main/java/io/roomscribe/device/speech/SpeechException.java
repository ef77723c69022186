package io.roomscribe.device.speech;

import io.roomscribe.protocol.supervision.Failure;

/// Speech cannot be recognised just now. Recording goes on; what was said meanwhile is recognised
/// later.
public final class SpeechException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    public enum Code {
        /// The model's folder, or a file in it, is not there or cannot be read.
        MODEL_MISSING,
        /// The files are there and Vosk refuses them.
        MODEL_UNUSABLE,
        /// The process could not be started, or did not come up in time.
        WORKER_NOT_STARTED,
        /// It ended by itself, or by a signal.
        WORKER_CRASHED,
        /// It stopped answering and was killed.
        WORKER_HUNG,
        /// It sent something that is not an answer.
        WORKER_CONFUSED
    }

    SpeechException(Code code, String message, String hint) {
        super(Severity.RETRY, message, hint);
        this.code = code;
    }

    SpeechException(Code code, String message, String hint, Throwable cause) {
        super(Severity.RETRY, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// True when another try with the same files ends the same way.
    public boolean isModelFault() {
        return code == Code.MODEL_MISSING || code == Code.MODEL_UNUSABLE;
    }
}
