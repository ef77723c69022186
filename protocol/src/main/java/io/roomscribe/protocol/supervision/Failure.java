package io.roomscribe.protocol.supervision;

import java.util.Objects;

/// What every boundary exception of ours says: what failed, on what, why, and what to do next. One
/// subclass a boundary, with an enum of codes of its own. No message ever carries transcript text,
/// a person's name, a token or a key.
public abstract class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Severity severity;
    private final String hint;

    /// @param message what failed, on what, why
    /// @param hint what to do about it, as an imperative
    protected Failure(Severity severity, String message, String hint) {
        super(message + "; " + hint);
        this.severity = severity;
        this.hint = hint;
    }

    protected Failure(Severity severity, String message, String hint, Throwable cause) {
        super(message + "; " + hint, cause);
        this.severity = severity;
        this.hint = hint;
    }

    /// What failed and what to do; never absent.
    @Override
    public final String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), hint);
    }

    public final Severity severity() {
        return severity;
    }

    public final String hint() {
        return hint;
    }

    /// What the supervisor does with it.
    public enum Severity {
        /// The process cannot go on: end it and let systemd start it anew.
        FATAL,
        /// Worth trying again after a while.
        RETRY,
        /// This one thing is lost, the next may be fine.
        SKIP
    }
}
