package io.roomscribe.device.store;

import io.roomscribe.device.store.StoreException.Code;
import io.roomscribe.protocol.database.H2Barrier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Runs the files named in `schema/index`, in order, each once. A kill in the middle of one runs it
/// again at the next start (H2 commits each DDL statement by itself), so every statement in them
/// says `IF NOT EXISTS`.
final class Schema {
    private Schema() {}

    static List<String> files() {
        return resource("schema/index")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    static void bringUpToDate(Connection connection, Clock clock) throws SQLException {
        var files = files();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS schema_version (
                        name VARCHAR(100) PRIMARY KEY,
                        applied_at TIMESTAMP WITH TIME ZONE NOT NULL)
                    """);
            var applied = applied(connection);
            refuseNewer(files, applied);
            for (var file : files) {
                if (!applied.contains(file)) {
                    resource("schema/" + file);
                    statement.execute("RUNSCRIPT FROM 'classpath:/schema/" + file + "'");
                    record(connection, clock, file);
                }
            }
            connection.commit();
            H2Barrier.force(connection);
        }
    }

    private static Set<String> applied(Connection connection) throws SQLException {
        var applied = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM schema_version")) {
            while (rows.next()) {
                applied.add(rows.getString(1));
            }
        }
        return applied;
    }

    private static void refuseNewer(List<String> files, Set<String> applied) {
        for (var name : applied) {
            if (!files.contains(name)) {
                throw new StoreException(
                        Code.NEWER_SCHEMA,
                        "cannot use the database: this release does not know '%s'".formatted(name));
            }
        }
    }

    private static void record(Connection connection, Clock clock, String file)
            throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO schema_version (name, applied_at) VALUES (?, ?)")) {
            insert.setString(1, file);
            insert.setObject(2, clock.instant());
            insert.executeUpdate();
        }
    }

    /// Reads every row of every table, so that damage in any page shows.
    static void readEverything(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var rows =
                connection
                        .getMetaData()
                        .getTables(null, "PUBLIC", "%", new String[] {"BASE TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        for (var table : tables) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                var columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (var column = 1; column <= columns; column++) {
                        rows.getString(column);
                    }
                }
            }
        }
    }

    private static String resource(String name) {
        try (var in = Schema.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the classpath: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
