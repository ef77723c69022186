package io.roomscribe.hub.identity;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What happened to identities; the last ten thousand.
///
/// Thread-safe.
public final class IdentityEvents {
    private static final int DETAIL_MAX = 400;
    private static final int KEPT_MAX = 10_000;

    private final HubDatabase database;

    public IdentityEvents(HubDatabase database) {
        this.database = database;
    }

    void tell(IdentityEvent event) {
        database.inTransaction(handle -> {
            tell(handle, event);
            return true;
        });
    }

    static void tell(Handle handle, IdentityEvent event) {
        handle.createUpdate(
                        """
                        insert into identity_event (at, device_id, kind, detail)
                        values (:at, :device, :kind, :detail)
                        """)
                .bind("at", event.at())
                .bind("device", event.device().value())
                .bind("kind", event.kind().word())
                .bind("detail", IdentityStore.cut(event.detail(), DETAIL_MAX))
                .execute();
        handle.createUpdate(
                        """
                        delete from identity_event where number <=
                            (select max(number) from identity_event) - :kept
                        """)
                .bind("kept", KEPT_MAX)
                .execute();
    }

    /// When a copy of this box was refused last, empty when the box has another identity since.
    public Optional<IdentityEvent> cloned(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from identity_event where device_id = :device and number =
                                    (select max(number) from identity_event where device_id = :device
                                        and kind in ('cloned', 'first-connected', 'revoked'))
                                """)
                        .bind("device", device.value())
                        .map((row, context) -> event(row))
                        .findOne()
                        .filter(event -> event.kind() == IdentityEvent.Kind.CLONED));
    }

    /// What happened lately, newest first.
    public List<IdentityEvent> latest(int limit) {
        return database.read(handle ->
                handle.createQuery("select * from identity_event order by number desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> event(row))
                        .list());
    }

    private static IdentityEvent event(ResultSet row) throws SQLException {
        return new IdentityEvent(
                HubDatabase.instant(row, "at"),
                new DeviceId(row.getString("device_id")),
                IdentityEvent.Kind.ofWord(row.getString("kind")),
                row.getString("detail"));
    }
}
