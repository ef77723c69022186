package io.roomscribe.hub.job;

import io.roomscribe.protocol.supervision.Failure;

/// Why a job could not be done this time.
public final class JobException extends Failure {
    private static final long serialVersionUID = 1L;

    private final boolean needsPerson;

    private JobException(Severity severity, String message, String hint, boolean needsPerson) {
        super(severity, message, hint);
        this.needsPerson = needsPerson;
    }

    /// Another attempt may succeed.
    public static JobException again(String message, String hint) {
        return new JobException(Severity.RETRY, message, hint, false);
    }

    /// No attempt can succeed.
    public static JobException never(String message, String hint) {
        return new JobException(Severity.SKIP, message, hint, false);
    }

    /// A person has to decide.
    public static JobException review(String message, String hint) {
        return new JobException(Severity.SKIP, message, hint, true);
    }

    boolean needsPerson() {
        return needsPerson;
    }
}
