package io.roomscribe.device.store;

import io.roomscribe.device.store.StoreException.Code;
import io.roomscribe.protocol.database.H2Barrier;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The thread `store-writer`, the only one that touches H2: an interrupt inside H2 closes the
/// database for everybody, so this thread is a platform thread that nobody else can name, and it
/// stops by a last transaction, not by an interrupt.
///
/// It takes up to [#GROUP_MAX] waiting transactions at a time. Each runs behind a savepoint, so one
/// that fails is undone alone; the rest are committed together, forced to the medium once, and then
/// answered. The queue holds [#QUEUE_MAX]; when it is full, callers wait up to [#QUEUE_TIMEOUT] and
/// are then refused.
///
/// Thread-safe.
final class StoreWriter implements AutoCloseable {
    static final int GROUP_MAX = 64;
    static final int QUEUE_MAX = 256;
    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(StoreWriter.class.getName());

    /// Another one after each compaction.
    private Connection connection;

    private final DatabaseFile file;
    private final Consumer<StoreException> onBroken;
    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicReference<@Nullable StoreException> ended = new AtomicReference<>();
    private final Thread thread;

    private StoreWriter(
            Connection connection, DatabaseFile file, Consumer<StoreException> onBroken) {
        this.connection = connection;
        this.file = file;
        this.onBroken = onBroken;
        this.thread = Thread.ofPlatform().name("store-writer").daemon(true).unstarted(this::run);
    }

    static StoreWriter start(
            Connection connection, DatabaseFile file, Consumer<StoreException> onBroken) {
        var writer = new StoreWriter(connection, file, onBroken);
        writer.thread.start();
        return writer;
    }

    boolean isCurrentThread() {
        return Thread.currentThread().equals(thread);
    }

    <T> CompletableFuture<T> submit(Transaction.Work<T> work, boolean writes) {
        var job = new Job<>(work, writes, Then.GO_ON);
        enqueue(job);
        return job.answer;
    }

    /// Rewrites the file so that nothing deleted is left in it. The future completes on
    /// `store-writer` once that is on the medium.
    CompletableFuture<Boolean> compact() {
        var job = new Job<>(tx -> true, true, Then.COMPACT);
        enqueue(job);
        return job.answer;
    }

    void deleteQuarantined() {
        file.deleteQuarantined();
    }

    private void compact(List<Job<?>> group) throws SQLException {
        var waiting = group.stream().filter(job -> job.then == Then.COMPACT).toList();
        if (!waiting.isEmpty()) {
            connection = file.compact();
            waiting.forEach(Job::complete);
        }
    }

    private void enqueue(Job<?> job) {
        var gone = ended.get();
        if (gone != null) {
            job.fail(gone);
            return;
        }
        try {
            if (!queue.offer(job, QUEUE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                job.fail(
                        new StoreException(
                                Code.OVERLOADED,
                                "cannot store: %d transactions wait".formatted(QUEUE_MAX)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            job.fail(new StoreException(Code.CLOSED, "interrupted before the store took it", e));
        }
        // Ended meanwhile: nobody takes the queue any more.
        if (ended.get() != null) {
            failQueued();
        }
    }

    private void run() {
        var group = new ArrayList<Job<?>>();
        var why = new StoreException(Code.BROKEN, "store-writer met a defect");
        try {
            why = loop(group);
        } finally {
            // Also when something was thrown that nobody expects: nobody may wait for ever.
            ended.compareAndSet(null, why);
            for (var job : group) {
                job.fail(why);
            }
            failQueued();
            if (why.code() == Code.BROKEN) {
                file.abandon();
                LOG.log(Level.ERROR, "Database broken: {0}", why.getMessage());
                onBroken.accept(why);
            }
        }
    }

    /// Returns why it ended.
    ///
    /// @param group the transactions in hand
    private StoreException loop(List<Job<?>> group) {
        while (true) {
            try {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group, GROUP_MAX - 1);
            } catch (InterruptedException e) {
                // Nobody can know this thread, and H2 must never see the flag: it is swallowed.
                continue;
            }
            try {
                runGroup(group);
                compact(group);
                if (group.stream().anyMatch(job -> job.then == Then.CLOSE)) {
                    file.shutDown();
                    return new StoreException(Code.CLOSED, "the database is closed");
                }
            } catch (SQLException e) {
                return file.broken(e);
            }
        }
    }

    private void runGroup(List<Job<?>> group) throws SQLException {
        for (var job : group) {
            job.run(connection);
        }
        connection.commit();
        if (group.stream().anyMatch(Job::wrote) && !Sabotage.SKIP_BARRIER.isOn()) {
            H2Barrier.force(connection);
        }
        group.stream().filter(job -> job.then != Then.COMPACT).forEach(Job::complete);
    }

    private void failQueued() {
        var why = ended.get();
        if (why == null) {
            return;
        }
        for (var job = queue.poll(); job != null; job = queue.poll()) {
            job.fail(why);
        }
    }

    @Override
    public void close() {
        var poison = new Job<Boolean>(tx -> true, false, Then.CLOSE);
        enqueue(poison);
        try {
            if (!thread.join(STOP_TIMEOUT)) {
                LOG.log(Level.WARNING, "Database did not close in time timeout={0}", STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is done once a transaction is durable.
    private enum Then {
        GO_ON,
        /// Before the answer.
        COMPACT,
        CLOSE
    }

    /// A waiting transaction and its answer.
    private static final class Job<T> {
        private final Transaction.Work<T> work;
        private final boolean writes;
        private final Then then;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private @Nullable Runnable onDurable;

        Job(Transaction.Work<T> work, boolean writes, Then then) {
            this.work = work;
            this.writes = writes;
            this.then = then;
        }

        void run(Connection connection) throws SQLException {
            var tx = new Transaction(connection);
            var savepoint = connection.setSavepoint();
            try {
                var result = work.run(tx);
                onDurable =
                        () -> {
                            try {
                                tx.runAfterCommit();
                            } finally {
                                // Durable, whatever those who are told of it make of it.
                                answer.complete(result);
                            }
                        };
            } catch (SQLException e) {
                if (DatabaseFile.isBroken(e)) {
                    throw e;
                }
                connection.rollback(savepoint);
                answer.completeExceptionally(
                        new StoreException(
                                Code.STATEMENT_FAILED,
                                "cannot store: SQL state %s, code %d"
                                        .formatted(e.getSQLState(), e.getErrorCode()),
                                e));
            } catch (RuntimeException e) {
                connection.rollback(savepoint);
                answer.completeExceptionally(e);
            }
        }

        boolean wrote() {
            return writes && onDurable != null;
        }

        void complete() {
            if (onDurable != null) {
                onDurable.run();
            }
        }

        void fail(StoreException why) {
            answer.completeExceptionally(why);
        }
    }
}
