package io.roomscribe.device.chunk;

import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.SQLException;

/// Where entries for the hub go, in the same transaction as what they tell of: `outbox::append`.
/// The outbox itself lies downstream of this package.
@FunctionalInterface
public interface EntryLog {
    /// @return the entry's sequence
    long append(Transaction tx, EntryBody body) throws SQLException;
}
