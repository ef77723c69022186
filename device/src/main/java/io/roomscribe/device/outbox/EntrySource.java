package io.roomscribe.device.outbox;

import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The tables that entries were made from, upstream of the outbox: what a damaged entry can be made
/// of again. Runs on `store-writer`.
public interface EntrySource {
    /// Every body that may have been an entry's, for the hash chain to tell which one it was.
    List<EntryBody> candidates(Transaction tx) throws SQLException;

    /// The best that is still known of what entry `sequence` said, empty when nothing is.
    List<EntryBody> remains(Transaction tx, long sequence) throws SQLException;

    /// The outbox has begun a new stream: entries that it still holds have new sequences.
    ///
    /// @param newByOld whoever is not in it is of a closed stream
    /// @param ackedThrough what the hub had acknowledged of the closed stream
    void renumbered(Transaction tx, Map<Long, Long> newByOld, long ackedThrough)
            throws SQLException;

    /// An entry was saved from an unreadable database: what of it belongs into the tables.
    void restored(Transaction tx, EntryBody body, long sequence) throws SQLException;

    /// Knows nothing.
    EntrySource NONE =
            new EntrySource() {
                @Override
                public List<EntryBody> candidates(Transaction tx) {
                    return List.of();
                }

                @Override
                public List<EntryBody> remains(Transaction tx, long sequence) {
                    return List.of();
                }

                @Override
                public void renumbered(
                        Transaction tx, Map<Long, Long> newByOld, long ackedThrough) {}

                @Override
                public void restored(Transaction tx, EntryBody body, long sequence) {}
            };
}
