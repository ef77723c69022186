package io.roomscribe.device.capture;

import io.roomscribe.protocol.supervision.Failure;
import java.time.Duration;

/// Sound can't be captured. Severity RETRY when the source may come back by itself, FATAL when a
/// person has to change something.
public final class CaptureException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    CaptureException(Code code, String message, String hint) {
        super(code.severity, message, hint);
        this.code = code;
    }

    CaptureException(Code code, String message, String hint, Throwable cause) {
        super(code.severity, message, hint, cause);
        this.code = code;
    }

    /// An open source that delivers nothing.
    public static CaptureException noFrames(String source, Duration timeout) {
        return new CaptureException(
                Code.NO_FRAMES,
                "'%s' has delivered nothing for %d ms".formatted(source, timeout.toMillis()),
                "unplug the microphone and plug it in again if it does not come back");
    }

    public Code code() {
        return code;
    }

    /// What went wrong.
    public enum Code {
        /// `capture.source` says nothing we know.
        BAD_SOURCE(Severity.FATAL),
        /// The file or FIFO is not there or may not be read.
        NOT_FOUND(Severity.FATAL),
        /// The file has no samples.
        EMPTY(Severity.FATAL),
        /// Not an audio file of a kind we read.
        UNKNOWN_FORMAT(Severity.FATAL),
        /// The file broke off or turned bad where no sample can be taken from it.
        UNREADABLE(Severity.FATAL),
        /// No sound line of that name, or none at all; it may be plugged in later.
        NO_LINE(Severity.RETRY),
        /// The line is there but refuses every format, or belongs to another program.
        LINE_REFUSED(Severity.RETRY),
        /// The line broke while it was open.
        LINE_LOST(Severity.RETRY),
        /// The line is open, without an error, but delivers nothing.
        NO_FRAMES(Severity.RETRY);

        private final Severity severity;

        Code(Severity severity) {
            this.severity = severity;
        }
    }
}
