package io.roomscribe.device.store;

import io.roomscribe.device.store.StoreException.Code;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;

/// The database as a file: opens it, tells a locked file from a broken one, moves a broken one
/// aside.
///
/// When H2 finds damage while running, a mark is left beside the file (`roomscribe.suspect`), and
/// the next start reads every row before it trusts it again. Without that a page that is damaged in
/// the middle would end the process at every start.
///
/// Confined to `store-writer` once that runs.
final class DatabaseFile {
    private static final Logger LOG = System.getLogger(DatabaseFile.class.getName());
    private static final String NAME = "roomscribe";
    private static final String SUFFIX = ".mv.db";

    /// Keeps H2's housekeeping alive; durability comes from [H2Barrier]. Housekeeping forces what
    /// it wrote, so a box that is to go without durability has to go without it too.
    private static final int WRITE_DELAY_MILLIS = Sabotage.SKIP_BARRIER.isOn() ? 60_000 : 500;

    private static final String OPTIONS =
            ";WRITE_DELAY="
                    + WRITE_DELAY_MILLIS
                    + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000"
                    // Parsed statements that are kept, 8 by default: an utterance takes more.
                    + ";QUERY_CACHE_SIZE=100";

    private static final Set<Integer> CORRUPT =
            Set.of(
                    ErrorCode.FILE_CORRUPTED_1,
                    ErrorCode.FILE_VERSION_ERROR_1,
                    ErrorCode.GENERAL_ERROR_1);

    /// After these an open database is of no use: H2 may go on and make it worse.
    private static final Set<Integer> BROKEN =
            Set.of(
                    ErrorCode.FILE_CORRUPTED_1,
                    ErrorCode.GENERAL_ERROR_1,
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.OBJECT_CLOSED,
                    ErrorCode.OUT_OF_MEMORY,
                    ErrorCode.IO_EXCEPTION_1,
                    ErrorCode.IO_EXCEPTION_2);

    private final Path folder;
    private final Clock clock;
    private Connection connection;
    private final Optional<Path> quarantined;

    private DatabaseFile(
            Path folder, Clock clock, Connection connection, Optional<Path> quarantined) {
        this.clock = clock;
        this.folder = folder;
        this.connection = connection;
        this.quarantined = quarantined;
    }

    static DatabaseFile open(Path dataFolder, Clock clock) {
        var folder = dataFolder.toAbsolutePath().normalize();
        checkFolder(folder);
        Optional<Path> quarantined = Optional.empty();
        Connection connection;
        try {
            connection = connectTwice(folder, clock);
        } catch (SQLException e) {
            if (!isCorrupt(e)) {
                throw notOpened(folder, e);
            }
            quarantined = Optional.of(moveAside(folder, e));
            try {
                connection = connect(folder, clock);
            } catch (SQLException again) {
                throw notOpened(folder, again);
            }
        }
        syncFolder(folder);
        return new DatabaseFile(folder, clock, connection, quarantined);
    }

    private static void checkFolder(Path folder) {
        if (folder.toString().contains(";")) {
            throw new StoreException(
                    Code.FOLDER_UNUSABLE,
                    "cannot use data folder %s: a ';' in its name".formatted(folder));
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw new StoreException(
                    Code.FOLDER_UNUSABLE,
                    "cannot write to data folder %s: %s (%s)"
                            .formatted(folder, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    /// H2 reports any error of its own as damage; only what fails again is moved aside for it.
    private static Connection connectTwice(Path folder, Clock clock) throws SQLException {
        try {
            return connect(folder, clock);
        } catch (SQLException e) {
            if (!isCorrupt(e)) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "Database did not open, trying again code={0}",
                    Integer.toString(e.getErrorCode()));
            return connect(folder, clock);
        }
    }

    private static Connection connect(Path folder, Clock clock) throws SQLException {
        var url = "jdbc:h2:file:" + folder.resolve(NAME) + OPTIONS;
        var connection = DriverManager.getConnection(url, "roomscribe", "");
        try {
            connection.setAutoCommit(false);
            Schema.bringUpToDate(connection, clock);
            var suspect = folder.resolve(NAME + ".suspect");
            if (Files.exists(suspect)) {
                Schema.readEverything(connection);
                Files.delete(suspect);
            }
            return connection;
        } catch (SQLException | StoreException e) {
            shutDown(connection, "SHUTDOWN IMMEDIATELY");
            throw e;
        } catch (IOException e) {
            shutDown(connection, "SHUTDOWN IMMEDIATELY");
            throw new StoreException(
                    Code.FOLDER_UNUSABLE, "cannot write to data folder " + folder, e);
        }
    }

    private static StoreException notOpened(Path folder, SQLException e) {
        var code =
                e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1 ? Code.LOCKED : Code.BROKEN;
        return new StoreException(
                code,
                "cannot open database %s: %s (code %d)"
                        .formatted(
                                folder.resolve(NAME + SUFFIX),
                                code == Code.LOCKED ? "in use" : "H2 failed",
                                e.getErrorCode()),
                e);
    }

    private static boolean isCorrupt(SQLException e) {
        if (CORRUPT.contains(e.getErrorCode())) {
            return true;
        }
        // A truncated file is "reading failed", which by itself may also be a failing disk.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    static boolean isBroken(SQLException e) {
        return BROKEN.contains(e.getErrorCode()) || isCorrupt(e);
    }

    private static Path moveAside(Path folder, SQLException why) {
        try {
            var number = 1;
            var aside = folder.resolve(NAME + ".corrupt-" + number + SUFFIX);
            while (Files.exists(aside)) {
                number++;
                aside = folder.resolve(NAME + ".corrupt-" + number + SUFFIX);
            }
            Files.move(folder.resolve(NAME + SUFFIX), aside, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(folder.resolve(NAME + ".suspect"));
            LOG.log(
                    Level.ERROR,
                    "Database unreadable, moved aside and started anew file={0} code={1}",
                    aside,
                    Integer.toString(why.getErrorCode()));
            return aside;
        } catch (IOException e) {
            throw new StoreException(
                    Code.FOLDER_UNUSABLE, "cannot move the broken database aside in " + folder, e);
        }
    }

    /// Makes the new file's name durable too.
    private static void syncFolder(Path folder) {
        try {
            DurableFiles.syncFolder(folder);
        } catch (IOException e) {
            throw new StoreException(Code.FOLDER_UNUSABLE, "cannot force " + folder, e);
        }
    }

    Connection connection() {
        return connection;
    }

    /// Closes the file, rewrites it without what is no longer used, and opens it again.
    Connection compact() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        }
        connection = connect(folder, clock);
        syncFolder(folder);
        return connection;
    }

    void deleteQuarantined() {
        try (var files = Files.newDirectoryStream(folder, NAME + ".corrupt-*" + SUFFIX)) {
            for (var file : files) {
                Files.deleteIfExists(file);
                LOG.log(Level.INFO, "Database moved aside is erased file={0}", file);
            }
        } catch (IOException e) {
            throw new StoreException(
                    Code.FOLDER_UNUSABLE, "cannot delete what was moved aside in " + folder, e);
        }
    }

    Optional<Path> quarantined() {
        return quarantined;
    }

    /// What to say about `e` before the process ends; leaves the mark when the file may be damaged.
    StoreException broken(SQLException e) {
        if (isCorrupt(e)) {
            try {
                Files.writeString(folder.resolve(NAME + ".suspect"), "code " + e.getErrorCode());
            } catch (IOException ignored) {
                LOG.log(Level.WARNING, "Suspect database could not be marked folder={0}", folder);
            }
        }
        return new StoreException(
                Code.BROKEN,
                "database %s cannot go on: code %d"
                        .formatted(folder.resolve(NAME + SUFFIX), e.getErrorCode()),
                e);
    }

    /// Lets go of the file as it is: H2 may go on after a panic and make it worse.
    void abandon() {
        shutDown(connection, "SHUTDOWN IMMEDIATELY");
    }

    void shutDown() {
        shutDown(connection, "SHUTDOWN");
    }

    private static void shutDown(Connection connection, String command) {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "Database did not shut down in order code={0}", e.getErrorCode());
        }
    }
}
