package io.roomscribe.hub.account;

import io.roomscribe.protocol.supervision.Failure;
import java.nio.file.Path;
import java.util.Locale;

/// An account can't be made, changed or used as asked.
public final class AccountException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        NOT_FOUND,
        /// The name is somebody's already, or the last admin would be gone.
        REFUSED,
        NOT_VALID,
        /// Name and password do not belong together.
        WRONG_PASSWORD,
        /// The file that the configuration names.
        PASSWORD_FILE
    }

    private final Code code;
    private final String sentence;

    private AccountException(Code code, Severity severity, String message, String hint) {
        super(severity, message, hint);
        this.code = code;
        this.sentence =
                message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    public Code code() {
        return code;
    }

    /// What is wrong, for whoever asked.
    public String sentence() {
        return sentence;
    }

    static AccountException notFound() {
        return new AccountException(
                Code.NOT_FOUND, Severity.SKIP, "there is no such account", "look at the list");
    }

    static AccountException refused(String what, String hint) {
        return new AccountException(Code.REFUSED, Severity.SKIP, what, hint);
    }

    static AccountException notValid(String what, String hint) {
        return new AccountException(Code.NOT_VALID, Severity.SKIP, what, hint);
    }

    static AccountException wrongPassword() {
        return new AccountException(
                Code.WRONG_PASSWORD,
                Severity.SKIP,
                "name and password do not belong together",
                "try again, or ask an admin for a new one-time password");
    }

    static AccountException passwordFile(Path file, String why) {
        return new AccountException(
                Code.PASSWORD_FILE,
                Severity.FATAL,
                "cannot take the first admin's password from %s: %s".formatted(file, why),
                "put one line of at least %d letters into it, or remove 'account.first-password-file'"
                        .formatted(Passwords.LETTERS_MIN));
    }
}
