package io.roomscribe.hub.store;

import io.roomscribe.protocol.supervision.Failure;
import java.nio.file.Path;
import java.sql.SQLException;

/// The database cannot be opened, read or written.
public final class StoreException extends Failure {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Code {
        FOLDER_UNWRITABLE,
        LOCKED,
        BROKEN,
        SCHEMA,
        FAILED
    }

    private final Code code;

    private StoreException(
            Code code, Severity severity, String message, String hint, Throwable cause) {
        super(severity, message, hint, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /// Whether the statement's own values were refused (too long, doubled, out of range), so that
    /// trying again changes nothing.
    public static boolean isRefusal(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    public static StoreException unwritable(Path folder, Throwable cause) {
        return new StoreException(
                Code.FOLDER_UNWRITABLE,
                Severity.FATAL,
                "cannot write to the data folder %s: %s".formatted(folder, reason(cause)),
                "make it writable for this user or set 'data.folder'",
                cause);
    }

    static StoreException unusableName(Path folder) {
        return new StoreException(
                Code.FOLDER_UNWRITABLE,
                Severity.FATAL,
                "cannot use the data folder %s: its name contains ';'".formatted(folder),
                "set 'data.folder' to another",
                new IllegalArgumentException("folder"));
    }

    static StoreException locked(Path folder, Throwable cause) {
        return new StoreException(
                Code.LOCKED,
                Severity.FATAL,
                "cannot open the database in %s: another hub is using it".formatted(folder),
                "stop that one or set 'data.folder'",
                cause);
    }

    static StoreException broken(Path folder, Throwable cause) {
        return new StoreException(
                Code.BROKEN,
                Severity.FATAL,
                "cannot open the database in %s: %s".formatted(folder, reason(cause)),
                "move the file hub.mv.db away, keep it, and start again: the boxes send what they"
                        + " still have",
                cause);
    }

    static StoreException schema(Path folder, Throwable cause) {
        return new StoreException(
                Code.SCHEMA,
                Severity.FATAL,
                "cannot bring the database in %s up to date: %s".formatted(folder, reason(cause)),
                "if a newer hub wrote it, run that one",
                cause);
    }

    static StoreException failed(Throwable cause) {
        return new StoreException(
                Code.FAILED,
                Severity.RETRY,
                "the database refused a statement: " + reason(cause),
                "check that the disk is not full",
                cause);
    }

    /// SQL messages quote bound values, which may be speech: only the state is told.
    private static String reason(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return "SQL state %s, error %d".formatted(sql.getSQLState(), sql.getErrorCode());
            }
        }
        return thrown.getClass().getSimpleName();
    }
}
