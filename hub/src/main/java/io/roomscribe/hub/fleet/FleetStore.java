package io.roomscribe.hub.fleet;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Reads rooms, boxes and their conditions.
///
/// Thread-safe.
public final class FleetStore {
    private static final Duration GAP_MAX = Duration.ofDays(365);

    private final HubDatabase database;

    public FleetStore(HubDatabase database) {
        this.database = database;
    }

    /// A box's connection was ended by the hub. Its will does not come: it may say nothing any
    /// more.
    public void cutOff(DeviceId device) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update device set online = false, state = :state where id = :device
                                """)
                        .bind("state", DeviceState.OFFLINE.word())
                        .bind("device", device.value())
                        .execute());
    }

    /// All rooms by name.
    public List<Room> rooms() {
        return database.read(handle ->
                handle.createQuery("select id, name, site from room order by name, id")
                        .map((row, context) -> room(row))
                        .list());
    }

    public Optional<Room> room(RoomId id) {
        return database.read(handle ->
                handle.createQuery("select id, name, site from room where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> room(row))
                        .findOne());
    }

    /// Puts a room to a site; empty takes it from its site.
    ///
    /// @return false when there is no such room
    public boolean putSite(RoomId room, String site) {
        return database.inTransaction(handle ->
                handle.createUpdate("update room set site = :site where id = :id")
                                .bind("id", room.value())
                                .bind("site", site)
                                .execute()
                        > 0);
    }

    /// Whether there is such a room.
    public static boolean hasRoom(Handle handle, RoomId room) {
        return handle.createQuery("select 1 from room where id = :room")
                .bind("room", room.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// All boxes by id.
    public List<Device> devices() {
        return database.read(handle ->
                handle.createQuery("select * from device order by id")
                        .map((row, context) -> device(row))
                        .list());
    }

    public Optional<Device> device(DeviceId id) {
        return database.read(handle ->
                handle.createQuery("select * from device where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> device(row))
                        .findOne());
    }

    /// How many entries a box had, when it last said so, that the hub has not accepted.
    public long backlog(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select greatest(0, d.last_sequence - coalesce(s.through, 0))
                                from device d left join stream s
                                    on s.device_id = d.id and s.stream = d.stream
                                where d.id = :device
                                """)
                        .bind("device", device.value())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    /// What was counted of every box that there is.
    ///
    /// @param since from when on gaps count
    public Map<DeviceId, DeviceFigures> figures(Instant since) {
        return database.read(handle ->
                handle
                        .createQuery(
                                """
                                select d.id,
                                    (select count(*) from gap g where g.device_id = d.id
                                        and g.room_id = d.room_id and g.started_at > :from
                                        and g.ended_at > :since) as gaps,
                                    (select max(m.ended_at) from meeting m
                                        where m.room_id = d.room_id) as heard_at
                                from device d
                                """)
                        .bind("since", since)
                        // Lets the index by room and time find them; no gap lasts longer.
                        .bind("from", since.minus(GAP_MAX))
                        .map((row, context) ->
                                Map.entry(
                                        new DeviceId(row.getString("id")),
                                        new DeviceFigures(
                                                row.getInt("gaps"),
                                                HubDatabase.optionalInstant(row, "heard_at"))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// The active conditions of one box, worst first.
    public List<DeviceCondition> conditions(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_condition
                                where device_id = :device and active
                                order by case severity
                                    when 'error' then 0 when 'warning' then 1 else 2 end, since
                                """)
                        .bind("device", device.value())
                        .map((row, context) -> condition(row))
                        .list());
    }

    /// What a box complained of over time, newest first.
    public List<ConditionChange> history(DeviceId device, int limit) {
        return new ConditionHistory(database).ofDevice(device, limit);
    }

    private static Room room(ResultSet row) throws SQLException {
        return new Room(
                new RoomId(row.getString("id")), row.getString("name"), row.getString("site"));
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                new DeviceId(row.getString("id")),
                new RoomId(row.getString("room_id")),
                row.getBoolean("online"),
                DeviceState.parse(row.getString("state")),
                row.getString("software_version"),
                ClockQuality.valueOf(row.getString("clock").toUpperCase(Locale.ROOT)),
                row.getLong("last_sequence"),
                HubDatabase.instant(row, "seen_at"));
    }

    private static DeviceCondition condition(ResultSet row) throws SQLException {
        return new DeviceCondition(
                new DeviceId(row.getString("device_id")),
                row.getString("code"),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                row.getString("text"),
                HubDatabase.instant(row, "since"));
    }
}
