package io.roomscribe.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DatabaseIT {
    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final CopyOnWriteArrayList<StoreException> broken = new CopyOnWriteArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder, clock, broken::add);
        database.inTransaction(tx -> {
            insertSchema(tx);
            return true;
        });
    }

    @AfterEach
    void close() {
        database.close();
        assertThat(broken).isEmpty();
    }

    private static void insertSchema(Transaction tx) throws SQLException {
        try (var statement = tx.connection().createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS note (number INT PRIMARY KEY)");
        }
    }

    private static int insert(Transaction tx, int number) throws SQLException {
        try (var statement =
                tx.connection().prepareStatement("INSERT INTO note (number) VALUES (?)")) {
            statement.setInt(1, number);
            return statement.executeUpdate();
        }
    }

    private int count() {
        return database.read(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM note")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Test
    void keepsWhatWasCommittedAcrossReopening() {
        database.inTransaction(tx -> insert(tx, 1));

        database.close();
        database = Database.open(folder, clock, broken::add);

        assertThat(count()).isEqualTo(1);
        assertThat(database.quarantined()).isEmpty();
    }

    @Test
    void undoesAFailingTransactionAloneInItsGroup() throws Exception {
        var hold = new CountDownLatch(1);
        var holding = database.submit(tx -> await(hold));
        var before = database.submit(tx -> insert(tx, 1));
        var failing =
                database.submit(tx -> {
                    insert(tx, 2);
                    return insert(tx, 1);
                });
        var defect =
                database.submit(tx -> {
                    insert(tx, 3);
                    throw new IllegalStateException("defect");
                });
        var after = database.submit(tx -> insert(tx, 4));
        hold.countDown();

        assertThat(holding.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(before.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(() -> defect.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(count()).isEqualTo(2);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("store-writer was interrupted", e);
        }
    }

    @Test
    void tellsAfterCommitOnlyWhenItCommitted() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        database.inTransaction(tx -> {
            tx.afterCommit(() -> told.add("committed"));
            return insert(tx, 1);
        });
        var failing =
                database.submit(tx -> {
                    tx.afterCommit(() -> told.add("failed"));
                    return insert(tx, 1);
                });

        assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThat(told).containsExactly("committed");
    }

    /// Row P5: an interrupt that reaches H2 would close the database for everybody.
    @Test
    @Tag("P5")
    void survivesInterruptedCallers() throws Exception {
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 40; i++) {
            var number = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                Thread.currentThread().interrupt();
                                try {
                                    database.inTransaction(tx -> insert(tx, number));
                                } catch (StoreException e) {
                                    assertThat(e.code()).isEqualTo(StoreException.Code.CLOSED);
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        int inserted = database.inTransaction(tx -> insert(tx, 1000));
        assertThat(inserted).isEqualTo(1);
    }

    /// Row P5: a storm of interrupts over every thread but `store-writer`.
    @Test
    @Tag("P5")
    void survivesAnInterruptStorm() throws Exception {
        var written = new AtomicInteger();
        var stop = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 6; i++) {
            var first = i * 100_000;
            threads.add(Thread.ofPlatform().start(() -> writeUntil(stop, written, first)));
        }
        var random = new Random(7);
        var deadlineNanos = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < deadlineNanos) {
            threads.get(random.nextInt(threads.size())).interrupt();
            LockSupport.parkNanos(5_000_000);
        }
        stop.set(true);
        for (var thread : threads) {
            thread.join();
        }

        int inserted = database.inTransaction(tx -> insert(tx, 1_000_000));
        assertThat(inserted).isEqualTo(1);
        // Whoever was interrupted while waiting does not know; whoever got an answer does.
        assertThat(count()).isGreaterThanOrEqualTo(written.get() + 1).isGreaterThan(10);
    }

    private void writeUntil(AtomicBoolean stop, AtomicInteger written, int first) {
        for (var number = first; !stop.get(); number++) {
            var next = number;
            try {
                database.inTransaction(tx -> insert(tx, next));
                written.incrementAndGet();
            } catch (StoreException e) {
                // Interrupted; the flag is not to stop the next one.
                var _ = Thread.interrupted();
            }
        }
    }

    @Test
    void takesManyWritersAtOnce() throws Exception {
        var futures = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < 500; i++) {
            var number = i;
            futures.add(database.submit(tx -> insert(tx, number)));
        }

        for (var future : futures) {
            assertThat(future.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(count()).isEqualTo(500);
    }

    @Test
    void refusesToWaitForItself() {
        assertThatThrownBy(() ->
                        database.inTransaction(
                                tx -> database.inTransaction(inner -> insert(inner, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wait for itself");
    }

    @Test
    void refusesWorkOnceClosed() {
        database.close();

        assertThatThrownBy(() -> database.inTransaction(tx -> insert(tx, 1)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(StoreException.Code.CLOSED));
    }

    /// facts/fleet.md D4: housekeeping alive, closed by nobody but us, no hanging on a lock.
    @Test
    void runsH2WithTheSettingsThatWereMeasured() {
        var settings =
                database.read(tx -> {
                    var found = new HashMap<String, String>();
                    try (var statement = tx.connection().createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT SETTING_NAME, SETTING_VALUE FROM"
                                                    + " INFORMATION_SCHEMA.SETTINGS")) {
                        while (rows.next()) {
                            found.put(rows.getString(1), rows.getString(2));
                        }
                    }
                    return found;
                });

        assertThat(settings)
                .containsEntry("WRITE_DELAY", "500")
                .containsEntry("DB_CLOSE_DELAY", "-1")
                // What is saved from a damaged file is found in its bytes.
                .containsEntry("COMPRESS", "false");
    }

    /// House style C2, C3: one platform thread, and nobody else inside H2.
    @Test
    void touchesTheDatabaseOnOnePlatformThreadOnly() throws Exception {
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        var callers = new ArrayList<Thread>();
        for (var i = 0; i < 20; i++) {
            var number = i;
            callers.add(
                    Thread.startVirtualThread(() -> {
                        database.inTransaction(tx -> {
                            threads.add(Thread.currentThread());
                            return insert(tx, number);
                        });
                        database.read(tx -> threads.add(Thread.currentThread()));
                    }));
        }
        for (var caller : callers) {
            caller.join();
        }

        assertThat(threads).hasSize(1);
        assertThat(threads)
                .allSatisfy(thread -> {
                    assertThat(thread.getName()).isEqualTo("store-writer");
                    assertThat(thread.isVirtual()).isFalse();
                });
    }

    /// A kill between the statements of one file runs the whole file again.
    @Test
    void canRunEverySchemaFileTwice() {
        assertThat(Schema.files()).isNotEmpty();
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                for (var file : Schema.files()) {
                    statement.execute("RUNSCRIPT FROM 'classpath:/schema/" + file + "'");
                }
                return true;
            }
        });
    }

    @Test
    void refusesADatabaseOfANewerRelease() {
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.executeUpdate(
                        """
                        INSERT INTO schema_version (name, applied_at)
                        VALUES ('999-future.sql', CURRENT_TIMESTAMP)
                        """);
            }
        });
        database.close();

        assertThatThrownBy(() -> Database.open(folder, clock, broken::add))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(StoreException.Code.NEWER_SCHEMA))
                .hasMessageContaining("999-future.sql");
    }
}
