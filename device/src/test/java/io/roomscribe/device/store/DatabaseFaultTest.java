package io.roomscribe.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.store.StoreException.Code;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows P1, S8, S9 and S11 of the fault catalogue, on the database alone.
@Timeout(120)
final class DatabaseFaultTest {
    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final CopyOnWriteArrayList<StoreException> broken = new CopyOnWriteArrayList<>();

    private Database open() {
        return Database.open(folder, clock, broken::add);
    }

    private ChildProcess writer() {
        return ChildProcess.java(
                "writer",
                folder,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingWriter.class.getName(),
                        folder.toString()));
    }

    private static long highest(Database database) {
        return database.read(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row = statement.executeQuery("SELECT MAX(number) FROM counted")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Tag("P1")
    @Test
    void keepsEveryAcknowledgedTransactionAcrossKill() {
        for (var round = 0; round < 3; round++) {
            var acknowledged = 0L;
            try (var child = writer()) {
                child.awaitLine("200 commits", Duration.ofSeconds(60), l -> number(l) % 200 == 199);
                child.kill();
                acknowledged =
                        child.output().stream()
                                .mapToLong(DatabaseFaultTest::number)
                                .max()
                                .orElse(0);
            }
            try (var database = open()) {
                assertThat(highest(database)).isGreaterThanOrEqualTo(acknowledged);
                assertThat(database.quarantined()).isEmpty();
            }
        }
    }

    /// A copy of the file is what a power cut would leave. H2 puts new pages where old ones were,
    /// and must find them there again.
    @Tag("S2")
    @Test
    void findsEveryDurableTransactionInACopyOfTheFile() throws Exception {
        try (var database = open()) {
            inDatabase(database, "SET RETENTION_TIME 200");
            inDatabase(database, "CREATE TABLE counted (number BIGINT PRIMARY KEY, text VARCHAR)");
            for (var number = 1; number <= 1500; number++) {
                inDatabase(
                        database, "INSERT INTO counted VALUES (" + number + ", REPEAT('x', 600))");
                inDatabase(database, "DELETE FROM counted WHERE number <= " + (number - 40));
                if (number % 10 == 0) {
                    assertThat(highestInCopy()).isEqualTo(number);
                }
            }
        }
    }

    private static void inDatabase(Database database, String sql) {
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private long highestInCopy() throws Exception {
        var copy = Files.createTempDirectory(folder, "copy");
        Files.copy(folder.resolve("roomscribe.mv.db"), copy.resolve("roomscribe.mv.db"));
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:h2:file:" + copy.resolve("roomscribe"), "roomscribe", "");
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery("SELECT MAX(number) FROM counted")) {
                row.next();
                return row.getLong(1);
            } finally {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
        }
    }

    private static long number(String line) {
        return line.startsWith("durable ") ? Long.parseLong(line.substring(8)) : 0;
    }

    /// Row S11.
    @Tag("S11")
    @Test
    void refusesAFolderThatAnotherProcessUsesAndLeavesItUnharmed() {
        try (var child = writer()) {
            child.awaitLine("a commit", Duration.ofSeconds(60), l -> number(l) > 0);

            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.LOCKED))
                    .hasMessageContaining("stop the other");

            var seen = child.output().size();
            child.awaitLine(
                    "another commit",
                    Duration.ofSeconds(60),
                    l -> number(l) > 0 && child.output().size() > seen);
        }
        assertThat(Files.exists(folder.resolve("roomscribe.corrupt-1.mv.db"))).isFalse();
    }

    @Test
    void holdsTheDataFolderForOneProcess() {
        try (var first = DataFolder.open(folder)) {
            assertThat(first.path()).isEqualTo(folder.toAbsolutePath());
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.LOCKED));
        }
        DataFolder.open(folder).close();
    }

    @Test
    void saysThatAFolderCannotBeUsed() throws IOException {
        var file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> Database.open(file, clock, broken::add))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.FOLDER_UNUSABLE))
                .hasMessageContaining("data.folder");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.FOLDER_UNUSABLE));
    }

    @Tag("S9")
    @Test
    void movesAnUnreadableFileAsideAndStartsAnew() throws IOException {
        open().close();
        var file = folder.resolve("roomscribe.mv.db");
        var bytes = new byte[(int) Files.size(file)];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);

        try (var database = open()) {
            assertThat(database.quarantined())
                    .hasValueSatisfying(aside -> {
                        assertThat(aside).hasBinaryContent(bytes);
                        assertThat(aside).hasFileName("roomscribe.corrupt-1.mv.db");
                    });
        }

        Files.write(file, new byte[100]);
        try (var database = open()) {
            assertThat(database.quarantined())
                    .hasValueSatisfying(
                            aside -> assertThat(aside).hasFileName("roomscribe.corrupt-2.mv.db"));
        }
    }

    /// Nobody may wait for ever, and whoever can end the process must hear of it.
    @Test
    void failsEverybodyAndTellsWhenItsThreadMeetsADefect() throws Exception {
        try (var database = open()) {
            var hold = new CountDownLatch(1);
            // Keeps the thread busy until both others wait: they are one group then.
            var _ =
                    database.submit(tx -> {
                        try {
                            return hold.await(10, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            var defect =
                    database.submit(tx -> {
                        throw new AssertionError("defect");
                    });
            var sameGroup = database.submit(tx -> 1);
            hold.countDown();

            for (var future : List.of(defect, sameGroup)) {
                assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(StoreException.class);
            }
            assertThatThrownBy(() -> database.read(tx -> 1)).isInstanceOf(StoreException.class);
            Await.until("being told", Duration.ofSeconds(10), () -> !broken.isEmpty());
        }
        assertThat(broken).extracting(StoreException::code).containsExactly(Code.BROKEN);
        try (var database = open()) {
            assertThat(database.quarantined()).isEmpty();
        }
    }

    /// It waited for a whole minute, and was then told that the database is overloaded.
    @Test
    void failsAtOnceWhoeverWaitsForACompactionThatFails() {
        try (var database = open()) {
            database.inTransaction(tx ->
                    tx.update(
                            "INSERT INTO schema_version (name, applied_at) VALUES (?, ?)",
                            "999-of-a-newer-release.sql",
                            clock.instant()));

            assertThatThrownBy(database::compact)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.BROKEN));
            Await.until("being told", Duration.ofSeconds(10), () -> !broken.isEmpty());
        }
        assertThat(broken).extracting(StoreException::code).containsExactly(Code.BROKEN);
    }

    /// A page that is damaged in the middle may show only when it is read: the process ends, and
    /// the next start must not trust the file again.
    @Tag("S8")
    @Test
    void readsEverythingOnceDamageWasSeen() throws IOException {
        fill();
        damageTheMiddle();
        Files.createFile(folder.resolve("roomscribe.suspect"));

        try (var database = open()) {
            assertThat(database.quarantined()).isPresent();
        }
        assertThat(Files.exists(folder.resolve("roomscribe.suspect"))).isFalse();

        Files.createFile(folder.resolve("roomscribe.suspect"));
        try (var database = open()) {
            assertThat(database.quarantined()).isEmpty();
        }
        assertThat(Files.exists(folder.resolve("roomscribe.suspect"))).isFalse();
    }

    @Tag("S7")
    @Test
    void marksAFileThatIsDamagedInUseAndTellsOnce() throws IOException {
        fill();
        damageTheMiddle();
        var quarantinedAtOnce = false;
        try (var database = open()) {
            quarantinedAtOnce = database.quarantined().isPresent();
            if (!quarantinedAtOnce) {
                assertThatThrownBy(() ->
                                database.read(tx -> {
                                    Schema.readEverything(tx.connection());
                                    return true;
                                }))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.code()).isEqualTo(Code.BROKEN));
            }
        }
        if (!quarantinedAtOnce) {
            assertThat(broken).hasSize(1);
            assertThat(folder.resolve("roomscribe.suspect")).exists();
            try (var database = open()) {
                assertThat(database.quarantined()).isPresent();
            }
        }
    }

    private void fill() {
        try (var database = open()) {
            database.inTransaction(tx -> {
                try (var statement = tx.connection().createStatement()) {
                    statement.execute("CREATE TABLE filler (number INT PRIMARY KEY, text VARCHAR)");
                    return statement.executeUpdate(
                            """
                            INSERT INTO filler SELECT x, REPEAT(RANDOM_UUID(), 20)
                            FROM SYSTEM_RANGE(1, 3000)
                            """);
                }
            });
        }
    }

    /// Zeroes a fifth of the file, away from its headers and its end.
    private void damageTheMiddle() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("roomscribe.mv.db").toFile(), "rw")) {
            file.seek(file.length() * 2 / 5);
            file.write(new byte[(int) (file.length() / 5)]);
        }
    }
}
