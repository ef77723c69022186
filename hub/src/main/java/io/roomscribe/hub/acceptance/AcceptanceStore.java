package io.roomscribe.hub.acceptance;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.SignedReport;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Signed reports of acceptances.
///
/// Thread-safe.
public final class AcceptanceStore {
    private final HubDatabase database;

    public AcceptanceStore(HubDatabase database) {
        this.database = database;
    }

    static void insert(Handle handle, AcceptanceReport report, SignedReport signed) {
        handle.createUpdate(
                        """
                        insert into acceptance (id, device_id, accepted_at, report)
                        values (:id, :device, :at, :report)
                        on conflict do nothing
                        """)
                .bind("id", report.accepted().id().toString())
                .bind("device", report.device().value())
                .bind("at", report.accepted().at())
                .bind("report", signed.text())
                .execute();
    }

    public Optional<SignedReport> find(UUID id) {
        return database.read(handle ->
                handle.createQuery("select report from acceptance where id = :id")
                        .bind("id", id.toString())
                        .mapTo(String.class)
                        .findOne()
                        .map(SignedReport::parse));
    }

    /// A box's, newest first.
    public List<SignedReport> ofDevice(DeviceId device, int limit) {
        return database.read(handle ->
                handle
                        .createQuery(
                                """
                                select report from acceptance where device_id = :device
                                order by number desc limit :limit
                                """)
                        .bind("device", device.value())
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(SignedReport::parse)
                        .toList());
    }
}
