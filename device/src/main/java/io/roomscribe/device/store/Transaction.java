package io.roomscribe.device.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /// Runs a statement that changes rows and returns how many it changed.
    public int update(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /// What a query answers, in its order.
    public <T> List<T> query(String sql, Row<T> made, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(made.of(rows));
                }
            }
            return found;
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters)
            throws SQLException {
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
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
        T run(Transaction tx) throws SQLException;
    }

    /// What becomes of one row.
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
