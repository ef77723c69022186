package io.roomscribe.hub.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The database cannot be opened, read or written.
public final class StoreException extends RuntimeException {
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

    private StoreException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    static StoreException unwritable(Path folder, Throwable cause) {
        return new StoreException(
                Code.FOLDER_UNWRITABLE,
                "cannot write to the data folder %s: %s; make it writable for this user or set 'data.folder'"
                        .formatted(folder, reason(cause)),
                cause);
    }

    static StoreException unusableName(Path folder) {
        return new StoreException(
                Code.FOLDER_UNWRITABLE,
                "cannot use the data folder %s: its name contains ';'; set 'data.folder' to another"
                        .formatted(folder),
                null);
    }

    static StoreException locked(Path folder, Throwable cause) {
        return new StoreException(
                Code.LOCKED,
                "cannot open the database in %s: another hub is using it; stop that one or set 'data.folder'"
                        .formatted(folder),
                cause);
    }

    static StoreException broken(Path folder, Throwable cause) {
        return new StoreException(
                Code.BROKEN,
                "cannot open the database in %s: %s; move the file hub.mv.db away (keep it) and start again: the boxes send what they still have"
                        .formatted(folder, reason(cause)),
                cause);
    }

    static StoreException schema(Path folder, Throwable cause) {
        return new StoreException(
                Code.SCHEMA,
                "cannot bring the database in %s up to date: %s; was it written by a newer hub?"
                        .formatted(folder, reason(cause)),
                cause);
    }

    static StoreException failed(Throwable cause) {
        return new StoreException(
                Code.FAILED,
                "the database refused a statement: %s; is the disk full?".formatted(reason(cause)),
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
