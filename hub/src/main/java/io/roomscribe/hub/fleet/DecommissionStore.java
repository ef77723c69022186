package io.roomscribe.hub.fleet;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.message.DecommissionReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Receipts of boxes that erased themselves.
///
/// Thread-safe.
public final class DecommissionStore {
    private final HubDatabase database;

    public DecommissionStore(HubDatabase database) {
        this.database = database;
    }

    /// The same receipt a second time changes nothing.
    static void insert(Handle handle, DecommissionReceipt receipt, Instant now) {
        handle.createUpdate(
                        """
                        insert into decommission (id, device_id, receipt, received_at)
                        values (:id, :device, :receipt, :now)
                        on conflict do nothing
                        """)
                .bind("id", receipt.id().toString())
                .bind("device", receipt.device().value())
                .bind("receipt", RecordJson.write(receipt))
                .bind("now", now)
                .execute();
    }

    /// A box's newest.
    public Optional<DecommissionReceipt> newest(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select receipt from decommission where device_id = :device
                                order by number desc limit 1
                                """)
                        .bind("device", device.value())
                        .mapTo(String.class)
                        .findOne()
                        .map(DecommissionStore::read));
    }

    /// Whose right to connect still stands.
    List<DecommissionReceipt> notRevoked() {
        return database.read(handle ->
                handle
                        .createQuery(
                                """
                                select receipt from decommission where revoked_at is null
                                order by number
                                """)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(DecommissionStore::read)
                        .toList());
    }

    void revoked(DecommissionReceipt receipt, Instant now) {
        database.inTransaction(handle ->
                handle.createUpdate("update decommission set revoked_at = :now where id = :id")
                        .bind("now", now)
                        .bind("id", receipt.id().toString())
                        .execute());
    }

    private static DecommissionReceipt read(String json) {
        return RecordJson.read(json, DecommissionReceipt.class);
    }
}
