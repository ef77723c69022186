package io.roomscribe.protocol.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/// Forces an embedded database to the medium: H2 itself never does, at no setting. Stateless.
public final class H2Barrier {
    private H2Barrier() {}

    /// Returns once everything that was committed before the call survives a power cut.
    ///
    /// `CHECKPOINT SYNC` would force too early at times: when H2's background thread has just taken
    /// the changes but not yet written them, it finds nothing to do and forces a file without them.
    ///
    /// @param connection any to the database, also out of a pool
    /// @throws SQLException when the file cannot be written; the database is of no use any more
    public static void force(Connection connection) throws SQLException {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        try {
            var file = session.getDatabase().getStore().getMvStore();
            file.commit();
            // Runs once everything that waits to be written has been.
            file.executeFilestoreOperation(() -> {});
            file.sync();
        } catch (MVStoreException e) {
            throw new SQLException(
                    "cannot force the database",
                    null,
                    e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                            ? ErrorCode.FILE_CORRUPTED_1
                            : ErrorCode.IO_EXCEPTION_1,
                    e);
        }
    }
}
