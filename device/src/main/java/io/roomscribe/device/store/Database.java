package io.roomscribe.device.store;

import io.roomscribe.device.store.StoreException.Code;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The box's database. Every statement, reading or writing, runs on the one thread `store-writer`;
/// transactions that wait at the same time become durable together (H2 alone never forces a commit
/// to the medium), and only then do their futures complete.
///
/// Thread-safe.
public final class Database implements AutoCloseable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final StoreWriter writer;
    private final Optional<Path> quarantined;

    private Database(StoreWriter writer, Optional<Path> quarantined) {
        this.writer = writer;
        this.quarantined = quarantined;
    }

    /// Opens `roomscribe.mv.db` in `folder`, creates it where it is missing, and brings its schema
    /// up to date. A file that H2 cannot read is moved aside as `roomscribe.corrupt-<n>.mv.db`.
    ///
    /// @param onBroken told once, on `store-writer`, when H2 cannot go on; end the process then
    public static Database open(Path folder, Clock clock, Consumer<StoreException> onBroken) {
        var file = DatabaseFile.open(folder, clock);
        return new Database(
                StoreWriter.start(file.connection(), file, onBroken), file.quarantined());
    }

    /// Where the unreadable database went that was found when opening.
    public Optional<Path> quarantined() {
        return quarantined;
    }

    /// Queues a transaction. When too many wait, the caller waits with them, and after ten seconds
    /// fails with `OVERLOADED`. The future completes on `store-writer`: only enqueue there.
    public <T> CompletableFuture<T> submit(Transaction.Work<T> work) {
        return writer.submit(work, true);
    }

    /// Runs a transaction and waits until it is durable.
    public <T> T inTransaction(Transaction.Work<T> work) {
        return await(submit(work));
    }

    /// Reads. Sees everything committed before, costs no write to the medium.
    public <T> T read(Transaction.Work<T> work) {
        return await(writer.submit(work, false));
    }

    private <T> T await(CompletableFuture<T> future) {
        if (writer.isCurrentThread()) {
            throw new IllegalStateException("store-writer would wait for itself");
        }
        try {
            return future.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StoreException(Code.BROKEN, "store-writer failed", e);
        } catch (TimeoutException e) {
            throw new StoreException(
                    Code.OVERLOADED, "no answer from the database within " + ANSWER_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Code.CLOSED, "interrupted while waiting for the database", e);
        }
    }

    /// Rewrites the file so that nothing that was deleted or overwritten is left in it: H2 keeps
    /// old pages until it needs their place. Transactions wait meanwhile.
    public void compact() {
        await(writer.compact());
    }

    /// Deletes the databases that were moved aside: nobody can take a part out of a file that
    /// cannot be read.
    public void deleteQuarantined() {
        writer.deleteQuarantined();
    }

    /// Finishes what is queued and closes the file.
    @Override
    public void close() {
        writer.close();
    }
}
