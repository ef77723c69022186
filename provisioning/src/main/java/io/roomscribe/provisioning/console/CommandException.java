package io.roomscribe.provisioning.console;

import io.roomscribe.protocol.supervision.Failure;

/// A command that could not do what it was asked. Its hint is the next command to try.
public final class CommandException extends Failure {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandException(ExitCode exitCode, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.exitCode = exitCode;
    }

    public CommandException(ExitCode exitCode, String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
