package io.roomscribe.hub.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.Message.TwinDesired;
import io.roomscribe.protocol.message.Message.TwinReported;
import io.roomscribe.protocol.message.RefusedSetting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The boxes' twins.
///
/// Thread-safe.
public final class TwinStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private final HubDatabase database;

    public TwinStore(HubDatabase database) {
        this.database = database;
    }

    /// A box's twin; one that nobody has said anything of yet is empty, of version 0.
    public DeviceTwin twin(DeviceId device) {
        return database.read(handle -> twin(handle, device)).orElseGet(() -> empty(device));
    }

    /// Every twin of which something is desired.
    List<DeviceTwin> desired() {
        return database.read(handle ->
                handle.createQuery("select * from device_twin where desired_version > 0")
                        .map((row, context) -> twin(row))
                        .list());
    }

    /// Desires these settings and no others.
    ///
    /// @param basedOn the version that whoever changes it has seen
    /// @return empty when somebody else has changed it since
    Optional<DeviceTwin> desire(
            DeviceId device, long basedOn, Map<String, String> settings, Instant now) {
        var changed =
                database.inTransaction(handle -> {
                    put(handle, device);
                    return handle.createUpdate(
                                    """
                                    update device_twin set desired_version = desired_version + 1,
                                        desired = :settings, desired_at = :now
                                    where device_id = :device and desired_version = :version
                                    """)
                            .bind("settings", json(settings))
                            .bind("now", now)
                            .bind("device", device.value())
                            .bind("version", basedOn)
                            .execute();
                });
        database.barrier();
        return changed > 0 ? Optional.of(twin(device)) : Optional.empty();
    }

    static void reported(Handle handle, DeviceId device, TwinReported twin, Instant now) {
        put(handle, device);
        handle.createUpdate(
                        """
                        update device_twin set reported_version = :version, reported = :settings,
                            refused = :refused, pending = :pending, reported_at = :now
                        where device_id = :device
                        """)
                .bind("version", twin.version())
                .bind("settings", json(twin.settings()))
                .bind("refused", json(twin.refused()))
                .bind("pending", json(twin.pendingRestart()))
                .bind("now", now)
                .bind("device", device.value())
                .execute();
    }

    private static void put(Handle handle, DeviceId device) {
        handle.createUpdate(
                        """
                        insert into device_twin (device_id, desired_version, desired,
                            reported_version, reported, refused, pending)
                        values (:device, 0, '{}', 0, '{}', '[]', '[]')
                        on conflict do nothing
                        """)
                .bind("device", device.value())
                .execute();
    }

    private static Optional<DeviceTwin> twin(Handle handle, DeviceId device) {
        return handle.createQuery("select * from device_twin where device_id = :device")
                .bind("device", device.value())
                .map((row, context) -> twin(row))
                .findOne();
    }

    private static DeviceTwin empty(DeviceId device) {
        return new DeviceTwin(
                device,
                new TwinDesired(0, Map.of()),
                new TwinReported(0, Map.of(), List.of(), List.of()),
                Optional.empty());
    }

    private static DeviceTwin twin(ResultSet row) throws SQLException {
        return new DeviceTwin(
                new DeviceId(row.getString("device_id")),
                new TwinDesired(row.getLong("desired_version"), settings(row, "desired")),
                new TwinReported(
                        row.getLong("reported_version"),
                        settings(row, "reported"),
                        read(row, "refused", new TypeReference<List<RefusedSetting>>() {}),
                        read(row, "pending", new TypeReference<List<String>>() {})),
                Optional.ofNullable(row.getObject("reported_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Map<String, String> settings(ResultSet row, String column) throws SQLException {
        return read(row, column, new TypeReference<Map<String, String>>() {});
    }

    private static <T> T read(ResultSet row, String column, TypeReference<T> type)
            throws SQLException {
        try {
            return JSON.readValue(row.getString(column), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a twin in the database is not readable", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a twin does not become JSON", e);
        }
    }
}
