package io.roomscribe.hub.erasure;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ErasureReceipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The receipts of erasures. They are kept for ever.
///
/// Thread-safe.
public final class ErasureStore {
    private final HubDatabase database;

    public ErasureStore(HubDatabase database) {
        this.database = database;
    }

    /// The newest first.
    public List<Erasure> erasures(int limit) {
        return database.read(handle ->
                handle.createQuery("select * from erasure order by applied_at desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> erasure(row))
                        .list());
    }

    /// Receipts of erasures that old pages and old messages may still hold something of.
    List<UUID> uncleaned() {
        return database.read(handle ->
                handle.createQuery("select id from erasure where cleaned_at is null")
                        .mapTo(String.class)
                        .map(UUID::fromString)
                        .list());
    }

    void cleaned(List<UUID> ids, Instant now) {
        database.inTransaction(handle -> {
            for (var id : ids) {
                handle.createUpdate("update erasure set cleaned_at = :now where id = :id")
                        .bind("now", now)
                        .bind("id", id.toString())
                        .execute();
            }
            return ids;
        });
        database.barrier();
    }

    /// A box that erased or tells again under the same id brings a newer receipt; what went here
    /// before still counts.
    static void put(
            Handle handle, DeviceId device, ErasureReceipt receipt, int segments, Instant now) {
        var before =
                handle.createQuery("select segments from erasure where id = :id")
                        .bind("id", receipt.id().toString())
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0);
        handle.createUpdate("delete from erasure where id = :id")
                .bind("id", receipt.id().toString())
                .execute();
        handle.createUpdate(
                        """
                        insert into erasure (id, device_id, room_id, from_at, to_at, erased_at,
                            utterances, entries, samples, segments, applied_at)
                        values (:id, :device, :room, :from, :to, :erasedAt, :utterances, :entries,
                            :samples, :segments, :now)
                        """)
                .bind("id", receipt.id().toString())
                .bind("device", device.value())
                .bind("room", receipt.room().value())
                .bind("from", receipt.from())
                .bind("to", receipt.to())
                .bind("erasedAt", receipt.erasedAt())
                .bind("utterances", receipt.utterances())
                .bind("entries", receipt.entries())
                .bind("samples", receipt.samples())
                .bind("segments", before + segments)
                .bind("now", now)
                .execute();
    }

    /// What boxes of a room were told to forget since a time.
    public static List<ErasureReceipt> since(Handle handle, RoomId room, Instant time) {
        return handle.createQuery(
                        """
                        select * from erasure
                        where room_id = :room and erased_at >= :time and device_id <> :uploads
                        order by from_at
                        """)
                .bind("room", room.value())
                .bind("time", time)
                .bind("uploads", Recording.UPLOADED.value())
                .map((row, context) -> erasure(row).receipt())
                .list();
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        return new Erasure(
                new DeviceId(row.getString("device_id")),
                new ErasureReceipt(
                        UUID.fromString(row.getString("id")),
                        new RoomId(row.getString("room_id")),
                        HubDatabase.instant(row, "from_at"),
                        HubDatabase.instant(row, "to_at"),
                        HubDatabase.instant(row, "erased_at"),
                        row.getInt("utterances"),
                        row.getInt("entries"),
                        row.getLong("samples")),
                row.getInt("segments"),
                HubDatabase.instant(row, "applied_at"),
                HubDatabase.optionalInstant(row, "cleaned_at"));
    }
}
