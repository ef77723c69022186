package io.roomscribe.device.store;

import io.roomscribe.protocol.supervision.Failure;

/// The data folder or the database in it cannot do what it should.
public final class StoreException extends Failure {
    private static final long serialVersionUID = 1L;

    private final Code code;

    StoreException(Code code, String message) {
        super(code.severity, message, code.hint);
        this.code = code;
    }

    StoreException(Code code, String message, Throwable cause) {
        super(code.severity, message, code.hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public enum Code {
        /// The data folder cannot be created or written.
        FOLDER_UNUSABLE(
                Severity.FATAL, "check 'data.folder', its owner and that the disk is mounted"),
        /// Another process has it.
        LOCKED(Severity.FATAL, "stop the other roomscribe-device that uses this folder"),
        /// Written by a newer release.
        NEWER_SCHEMA(Severity.FATAL, "install the release that wrote it, or a later one"),
        /// H2 met something it cannot go on after; the process must start anew.
        BROKEN(Severity.FATAL, "let systemd start it anew; check the disk's space and health"),
        /// One transaction failed and was rolled back, alone.
        STATEMENT_FAILED(Severity.RETRY, "report this with the device's log"),
        /// Transactions come faster than the disk takes them.
        OVERLOADED(Severity.RETRY, "check the disk's space and the kernel log"),
        /// It is being shut down.
        CLOSED(Severity.SKIP, "wait until the device has started again");

        private final Severity severity;
        private final String hint;

        Code(Severity severity, String hint) {
            this.severity = severity;
            this.hint = hint;
        }
    }
}
