package io.roomscribe.device.recording;

import io.roomscribe.protocol.supervision.Failure;

/// Audio can't be stored or read back.
public final class RecordingException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    RecordingException(Code code, String message, String hint) {
        super(code.severity, message, hint);
        this.code = code;
    }

    RecordingException(Code code, String message, String hint, Throwable cause) {
        super(code.severity, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// What went wrong.
    public enum Code {
        /// The audio folder can't be made, listed or written at start.
        FOLDER(Severity.FATAL),
        /// Another process records into this folder.
        IN_USE(Severity.FATAL),
        /// A write failed while recording; tried again by itself.
        DISK(Severity.RETRY),
        /// The switch on the box is at mute, and only the switch undoes that.
        MUTED_BY_SWITCH(Severity.SKIP),
        /// Stopped or muted as asked, but a restart would forget it.
        CONTROL_NOT_KEPT(Severity.RETRY),
        /// The box is decommissioned.
        OUT_OF_SERVICE(Severity.SKIP),
        /// The source was played to its end.
        SOURCE_ENDED(Severity.SKIP),
        /// There is no such recording, or no longer.
        UNKNOWN_RECORDING(Severity.SKIP);

        private final Severity severity;

        Code(Severity severity) {
            this.severity = severity;
        }
    }
}
