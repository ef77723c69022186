package io.roomscribe.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The two books that must agree, read from the databases of processes that have ended.
final class Ledger {
    private Ledger() {}

    /// @param hashes by sequence
    /// @param alarm '' when the hub has nothing against it
    record Stream(String id, long through, String alarm, Map<Long, String> hashes) {}

    /// @param samples -1 while the hub does not know its end
    record Recording(String id, Instant startedAt, long samples) {}

    record Gap(Instant startedAt, Instant endedAt, String reason) {}

    /// What the hub holds.
    ///
    /// @param segments recording and first sample of each piece of transcript
    record Hub(
            List<Stream> streams,
            List<Recording> recordings,
            List<Gap> gaps,
            List<String> segments) {}

    /// What the box holds.
    record Box(String stream, long lastSequence, Map<Long, String> hashes) {}

    static Hub hub(Path folder) {
        var url =
                "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;ACCESS_MODE_DATA=r;IFEXISTS=TRUE"
                        .formatted(folder.resolve("hub"));
        try (var database = DriverManager.getConnection(url, "hub", "")) {
            var hub =
                    new Hub(
                            streams(database),
                            rows(
                                    database,
                                    "select id, started_at, coalesce(samples, -1) from recording"
                                            + " order by started_at",
                                    row ->
                                            new Recording(
                                                    row.getString(1), at(row, 2), row.getLong(3))),
                            rows(
                                    database,
                                    "select started_at, ended_at, reason from gap order by started_at",
                                    row -> new Gap(at(row, 1), at(row, 2), row.getString(3))),
                            rows(
                                    database,
                                    "select recording_id || ' at ' || first_sample from segment",
                                    row -> row.getString(1)));
            shutDown(database);
            return hub;
        } catch (SQLException e) {
            throw new AssertionError("cannot read the hub's database", e);
        }
    }

    private static List<Stream> streams(Connection database) throws SQLException {
        return rows(
                database,
                "select stream, through, coalesce(alarm, '') from stream order by seen_at",
                row ->
                        new Stream(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                hashes(
                                        database,
                                        "select sequence, hash from inbox where stream = '"
                                                + row.getString(1)
                                                + "'")));
    }

    /// What the box holds that owns `folder`, or did until it died: read from a copy, because the
    /// file may be in use, and because reading must not mend it. Nothing, when it cannot be read.
    static Box boxFrom(Path folder, Path scratch) {
        var name = "roomscribe.mv.db";
        try {
            // A folder of its own each time: H2 knows an open database by its path.
            var copy = Files.createTempDirectory(Files.createDirectories(scratch), "box");
            Files.copy(folder.resolve(name), copy.resolve(name));
            try {
                return box(copy);
            } finally {
                Files.delete(copy.resolve(name));
            }
        } catch (IOException | SQLException e) {
            if (!databasesIn(folder).isEmpty()) {
                System.out.printf(
                        "box's database cannot be read (%s), its folder has %s%n",
                        e, databasesIn(folder));
            }
            return new Box("", 0, Map.of());
        }
    }

    /// Names and lengths of the box's databases, also of those it has moved aside.
    static List<String> databasesIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("roomscribe."))
                    .map(file -> file.getFileName() + " of " + file.toFile().length() + " bytes")
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Box box(Path folder) throws SQLException {
        var url =
                "jdbc:h2:file:%s;ACCESS_MODE_DATA=r;IFEXISTS=TRUE"
                        .formatted(folder.resolve("roomscribe"));
        try (var database = DriverManager.getConnection(url, "roomscribe", "")) {
            var hashes = hashes(database, "SELECT sequence, hash FROM outbox");
            var boxes =
                    rows(
                            database,
                            "SELECT stream, last_sequence FROM outbox_stream",
                            row ->
                                    new Box(
                                            "%016x".formatted(row.getLong(1)),
                                            row.getLong(2),
                                            hashes));
            shutDown(database);
            return boxes.isEmpty() ? new Box("", 0, Map.of()) : boxes.getFirst();
        }
    }

    /// Both processes tell H2 to keep the database open when the last connection closes, and the
    /// file remembers it.
    private static void shutDown(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }

    private static Map<Long, String> hashes(Connection database, String query) throws SQLException {
        var hashes = new TreeMap<Long, String>();
        rows(database, query, row -> hashes.put(row.getLong(1), row.getString(2)));
        return hashes;
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection database, String query, Mapping<T> mapping)
            throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(mapping.map(rows));
            }
            return all;
        }
    }
}
