package io.roomscribe.device.command;

import io.roomscribe.protocol.supervision.Failure;

/// A command is not done, and why. Its message is the reply's reason: what stands against it, and
/// what would help.
public final class CommandException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What kind of reply it makes.
    public enum Code {
        /// It will not be done, whenever it is asked again like this.
        REFUSED,
        /// It was tried and did not work.
        FAILED
    }

    private final Code code;

    private CommandException(Code code, String message, String hint) {
        super(Severity.SKIP, message, hint);
        this.code = code;
    }

    private CommandException(Code code, String message, String hint, Throwable cause) {
        super(Severity.SKIP, message, hint, cause);
        this.code = code;
    }

    public static CommandException refused(String why, String cure) {
        return new CommandException(Code.REFUSED, why, cure);
    }

    /// Another part of the box refuses it; its message says why and what would help.
    public static CommandException refused(Failure why) {
        var message = why.getMessage();
        var hint = "; " + why.hint();
        return new CommandException(
                Code.REFUSED,
                message.endsWith(hint)
                        ? message.substring(0, message.length() - hint.length())
                        : message,
                why.hint(),
                why);
    }

    public static CommandException failed(String why, String cure, Throwable cause) {
        return new CommandException(Code.FAILED, why, cure, cause);
    }

    public Code code() {
        return code;
    }
}
