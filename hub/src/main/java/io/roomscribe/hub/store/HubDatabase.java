package io.roomscribe.hub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.roomscribe.protocol.database.H2Barrier;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The hub's database: an H2 file in PostgreSQL mode in the data folder, so that one set of SQL
/// serves both. It exists so that nobody else knows which database it is or when a commit is safe.
///
/// Thread-safe. A thread inside H2 may be interrupted without harm: `async:` files stay open where
/// `file:` ones close for everybody (facts/fleet.md D).
public final class HubDatabase implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(HubDatabase.class.getName());
    private static final Set<Integer> CLOSED =
            Set.of(ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);
    private static final int CONNECTIONS_MAX = 8;
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    /// `WRITE_DELAY` other than 0 keeps H2's housekeeping alive; safety comes from [#barrier].
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=500"
                    + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final Path folder;

    /// Held shared by whoever uses the file, alone by whoever rewrites it.
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock(true);

    private HubDatabase(HikariDataSource connections, Jdbi jdbi, Path folder) {
        this.folder = folder;
        this.connections = connections;
        this.jdbi = jdbi;
    }

    /// Opens or creates the database in `config`'s folder and brings its tables up to date.
    public static HubDatabase open(DataConfig config) {
        var folder = config.folder().toAbsolutePath().normalize();
        prepare(folder);
        var connections = connect(folder);
        try {
            Flyway.configure(HubDatabase.class.getClassLoader())
                    .dataSource(connections)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            connections.close();
            throw StoreException.schema(folder, e);
        }
        var jdbi = Jdbi.create(connections);
        jdbi.registerArgument(new InstantMapping.Binding());
        jdbi.registerColumnMapper(Instant.class, new InstantMapping.Column());
        return new HubDatabase(connections, jdbi, folder);
    }

    /// Where the file lies.
    public Path folder() {
        return folder;
    }

    /// Runs `work` in one transaction and commits it. It survives a crash of the hub's machine only
    /// once [#barrier] has returned.
    public <T> T inTransaction(Function<Handle, T> work) {
        use.readLock().lock();
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw StoreException.failed(e);
        } finally {
            use.readLock().unlock();
        }
    }

    /// Runs `query` on a connection of its own.
    public <T> T read(Function<Handle, T> query) {
        use.readLock().lock();
        try {
            return jdbi.withHandle(query::apply);
        } catch (JdbiException e) {
            throw StoreException.failed(e);
        } finally {
            use.readLock().unlock();
        }
    }

    /// Returns once everything committed before the call survives a power cut.
    public void barrier() {
        use.readLock().lock();
        try {
            jdbi.useHandle(handle -> H2Barrier.force(handle.getConnection()));
        } catch (SQLException e) {
            throw StoreException.failed(new ConnectionException(e));
        } catch (JdbiException e) {
            throw StoreException.failed(e);
        } finally {
            use.readLock().unlock();
        }
    }

    /// Writes the database as of this moment into a new zip file; everybody goes on meanwhile.
    public void copyTo(Path zip) {
        use.readLock().lock();
        try {
            var quoted = zip.toAbsolutePath().toString().replace("'", "''");
            jdbi.useHandle(handle -> handle.execute("backup to '" + quoted + "'"));
        } catch (JdbiException e) {
            throw StoreException.failed(e);
        } finally {
            use.readLock().unlock();
        }
    }

    /// Rewrites the file so that nothing that was deleted or overwritten is left in it: H2 keeps
    /// old pages until it needs their place. Everybody else waits meanwhile.
    public void compact() {
        use.writeLock().lock();
        try {
            try (var connection = connections.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("shutdown compact");
            } catch (SQLException e) {
                if (!CLOSED.contains(e.getErrorCode())) {
                    throw StoreException.failed(new ConnectionException(e));
                }
            }
            // They all belong to the database that was shut down.
            connections.getHikariPoolMXBean().softEvictConnections();
            jdbi.useHandle(handle -> handle.execute("select 1"));
        } catch (JdbiException e) {
            throw StoreException.failed(e);
        } finally {
            use.writeLock().unlock();
        }
    }

    /// Closes the file cleanly. The pool goes first: it would fill itself up again after the
    /// shutdown, and thereby open the database once more.
    @Override
    public void close() {
        try (var connection = DriverManager.getConnection(connections.getJdbcUrl(), "hub", "");
                var statement = connection.createStatement()) {
            connections.close();
            statement.execute("shutdown");
        } catch (SQLException e) {
            // Giving the connection back afterwards fails; that is not news.
            if (!CLOSED.contains(e.getErrorCode())) {
                // Broken already: the next start recovers from the last barrier.
                LOGGER.log(Level.WARNING, "Database not closed cleanly state={0}", e.getSQLState());
            }
        } finally {
            connections.close();
        }
    }

    /// A column that is never null.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A column that may be null.
    public static Optional<Instant> optionalInstant(ResultSet row, String column)
            throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static void prepare(Path folder) {
        if (folder.toString().indexOf(';') >= 0) {
            throw StoreException.unusableName(folder);
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                keepToOurselves(folder);
            }
            // Only trying tells: access bits mean nothing to root and on read-only mounts.
            Files.delete(Files.createTempFile(folder, "probe", ".tmp"));
        } catch (IOException e) {
            throw StoreException.unwritable(folder, e);
        }
    }

    /// It holds what people said. A folder that was there before keeps the rights it was given.
    private static void keepToOurselves(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static HikariDataSource connect(Path folder) {
        var settings = new HikariConfig();
        settings.setPoolName("hub");
        settings.setJdbcUrl("jdbc:h2:async:" + folder.resolve("hub") + H2_OPTIONS);
        settings.setUsername("hub");
        settings.setPassword("");
        settings.setMaximumPoolSize(CONNECTIONS_MAX);
        settings.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        settings.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(settings);
        } catch (RuntimeException e) {
            throw sqlCause(e) instanceof SQLException sql
                            && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                    ? StoreException.locked(folder, e)
                    : StoreException.broken(folder, e);
        }
    }

    private static @Nullable Throwable sqlCause(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException) {
                return at;
            }
        }
        return null;
    }
}
