package io.roomscribe.device.outbox;

import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.TombstoneReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The outbox's statements.
///
/// Runs on `store-writer`.
final class OutboxTables {
    private static final String ROW =
            "SELECT sequence, payload, hash, crc, created_at FROM outbox ";

    private OutboxTables() {}

    /// The one row of `outbox_stream`.
    record Life(
            StreamId stream,
            long last,
            String lastHash,
            long ackedThrough,
            String hubEpoch,
            long purgedThrough,
            String purgedHash) {}

    static Optional<Life> life(Transaction tx) throws SQLException {
        return tx
                .query(
                        """
                        SELECT stream, last_sequence, last_hash, acked_through, hub_epoch,
                            purged_through, purged_hash
                        FROM outbox_stream
                        """,
                        row ->
                                new Life(
                                        new StreamId(row.getLong(1)),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getString(5),
                                        row.getLong(6),
                                        row.getString(7)))
                .stream()
                .findFirst();
    }

    /// Begins a stream, in the place of the one there was.
    static void begin(Transaction tx, StreamId stream, String hubEpoch, Instant now)
            throws SQLException {
        tx.update("DELETE FROM outbox_stream");
        tx.update(
                """
                INSERT INTO outbox_stream (only_row, stream, last_sequence, last_hash,
                    acked_through, hub_epoch, created_at)
                VALUES (1, ?, 0, ?, 0, ?, ?)
                """,
                stream.bits(),
                HashChain.genesis(stream),
                hubEpoch,
                now);
    }

    static void advance(Transaction tx, long sequence, String hash) throws SQLException {
        tx.update("UPDATE outbox_stream SET last_sequence = ?, last_hash = ?", sequence, hash);
    }

    static void insert(Transaction tx, OutboxRow row) throws SQLException {
        tx.update(
                "INSERT INTO outbox (sequence, payload, hash, crc, created_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                row.sequence(),
                row.payload(),
                row.hash(),
                row.crc(),
                row.createdAt());
    }

    static void replace(Transaction tx, OutboxRow row) throws SQLException {
        tx.update("DELETE FROM outbox WHERE sequence = ?", row.sequence());
        insert(tx, row);
    }

    static Optional<OutboxRow> row(Transaction tx, long sequence) throws SQLException {
        return tx.query(ROW + "WHERE sequence = ?", OutboxTables::row, sequence).stream()
                .findFirst();
    }

    /// From `sequence` on, in order.
    static List<OutboxRow> from(Transaction tx, long sequence, int rowsMax) throws SQLException {
        return tx.query(
                ROW + "WHERE sequence >= ? ORDER BY sequence LIMIT ?",
                OutboxTables::row,
                sequence,
                rowsMax);
    }

    private static OutboxRow row(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, Instant.class));
    }

    static long firstSequence(Transaction tx, long otherwise) throws SQLException {
        try (var statement = tx.connection().createStatement();
                var row = statement.executeQuery("SELECT MIN(sequence) FROM outbox")) {
            row.next();
            var first = row.getLong(1);
            return row.wasNull() ? otherwise : first;
        }
    }

    static void bury(
            Transaction tx, StreamId stream, OutboxRow row, TombstoneReason why, Instant now)
            throws SQLException {
        tx.update(
                """
                INSERT INTO outbox_buried (stream, sequence, payload, hash, reason, buried_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                stream.bits(),
                row.sequence(),
                row.payload(),
                row.hash(),
                why.word(),
                now);
    }
}
