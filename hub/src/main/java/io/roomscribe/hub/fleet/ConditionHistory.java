package io.roomscribe.hub.fleet;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Severity;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// What boxes complained of over time. The newest thousand changes of each box are kept.
///
/// Thread-safe.
final class ConditionHistory {
    private static final int KEPT_MAX = 1000;
    private static final int TEXT_MAX = 1000;

    private final HubDatabase database;

    ConditionHistory(HubDatabase database) {
        this.database = database;
    }

    /// Newest first.
    List<ConditionChange> ofDevice(DeviceId device, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from condition_history where device_id = :device
                                order by number desc limit :limit
                                """)
                        .bind("device", device.value())
                        .bind("limit", limit)
                        .map((row, context) ->
                                new ConditionChange(
                                        row.getString("code"),
                                        Severity.valueOf(
                                                row.getString("severity").toUpperCase(Locale.ROOT)),
                                        row.getBoolean("active"),
                                        row.getString("text"),
                                        HubDatabase.instant(row, "changed_at")))
                        .list());
    }

    static void add(Handle handle, DeviceId device, EntryBody.Health health) {
        var text = health.text();
        handle.createUpdate(
                        """
                        insert into condition_history (device_id, code, severity, active, text, changed_at)
                        values (:device, :code, :severity, :active, :text, :at)
                        """)
                .bind("device", device.value())
                .bind("code", health.code())
                .bind("severity", health.severity().word())
                .bind("active", health.active())
                .bind("text", text.substring(0, Math.min(text.length(), TEXT_MAX)))
                .bind("at", health.at())
                .execute();
        handle.createUpdate(
                        """
                        delete from condition_history where device_id = :device and number <
                            (select min(number) from (select number from condition_history
                                where device_id = :device order by number desc limit :kept) newest)
                        """)
                .bind("device", device.value())
                .bind("kept", KEPT_MAX)
                .execute();
    }
}
