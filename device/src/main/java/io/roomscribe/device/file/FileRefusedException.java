package io.roomscribe.device.file;

import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNews.Cause;

/// An audio file cannot be transcribed, and why.
public final class FileRefusedException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final String reason;

    FileRefusedException(Cause cause, String reason, String hint) {
        super(Severity.SKIP, reason, hint);
        this.cause = cause;
        this.reason = reason;
    }

    FileRefusedException(Cause cause, String reason, String hint, Throwable why) {
        super(Severity.SKIP, reason, hint, why);
        this.cause = cause;
        this.reason = reason;
    }

    /// The same for whoever reads our output.
    public FileNews.Refused news() {
        return new FileNews.Refused(cause, reason, hint());
    }
}
