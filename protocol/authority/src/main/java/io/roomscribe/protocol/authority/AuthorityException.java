package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.supervision.Failure;

/// The authority's folder cannot be used, or what was asked for cannot be signed.
public final class AuthorityException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    AuthorityException(Code code, String message, String hint, Throwable cause) {
        super(Severity.FATAL, message, hint, cause);
        this.code = code;
    }

    AuthorityException(Code code, String message, String hint) {
        super(Severity.FATAL, message, hint);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// What went wrong.
    public enum Code {
        /// Nobody ran `hub init` for this folder.
        MISSING,
        /// A file is there and is not what it should be.
        DAMAGED,
        /// The folder cannot be read or written.
        FOLDER_UNUSABLE,
        /// A certificate request is none, or not signed with its own key.
        BAD_REQUEST
    }
}
