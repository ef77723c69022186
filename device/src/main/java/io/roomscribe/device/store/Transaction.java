package io.roomscribe.device.store;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// One unit of work on the database, on `store-writer`. All of it becomes durable, or none.
///
/// Confined to `store-writer`.
public final class Transaction {
    private final Connection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /// The JDBC connection. Neither commit nor roll back on it, and change no schema.
    public Connection connection() {
        return connection;
    }

    /// Runs `action` on `store-writer` once everything here is on the medium; only enqueue in it.
    /// Not run when the transaction fails.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    /// What is done in a transaction. May run only once; may see what earlier ones of the same
    /// group wrote.
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction tx) throws java.sql.SQLException;
    }
}
