package io.roomscribe.hub.calendar;

import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of rooms' calendars.
///
/// Thread-safe.
final class CalendarStore {
    private final HubDatabase database;

    CalendarStore(HubDatabase database) {
        this.database = database;
    }

    Optional<RoomCalendar> calendar(RoomId room) {
        return database.read(handle ->
                handle.createQuery("select * from room_calendar where room_id = :room")
                        .bind("room", room.value())
                        .map((row, context) ->
                                new RoomCalendar(
                                        row.getString("url"),
                                        row.getString("file"),
                                        Duration.ofMinutes(row.getInt("refresh_minutes")),
                                        HubDatabase.optionalInstant(row, "tried_at"),
                                        HubDatabase.optionalInstant(row, "read_at"),
                                        row.getString("problem")))
                        .findOne());
    }

    List<RoomId> rooms() {
        return database.read(handle ->
                handle.createQuery("select room_id from room_calendar order by room_id")
                        .map((row, context) -> new RoomId(row.getString("room_id")))
                        .list());
    }

    boolean hasRoom(RoomId room) {
        return database.read(handle -> FleetStore.hasRoom(handle, room));
    }

    List<Appointment> appointments(RoomId room, Instant from, Instant to) {
        return database.read(handle -> Appointments.between(handle, room, from, to));
    }

    void set(RoomId room, String url, String file, Duration every, Instant now, String by) {
        int done =
                database.inTransaction(handle -> {
                    handle.execute("delete from room_calendar where room_id = ?", room.value());
                    return handle.createUpdate(
                                    """
                                    insert into room_calendar
                                        (room_id, url, file, refresh_minutes, set_at, set_by)
                                    values (:room, :url, :file, :minutes, :now, :by)
                                    """)
                            .bind("room", room.value())
                            .bind("url", url)
                            .bind("file", file)
                            .bind("minutes", every.toMinutes())
                            .bind("now", now)
                            .bind("by", by)
                            .execute();
                });
        assert done == 1;
        database.barrier();
    }

    /// @return false when there was none
    boolean remove(RoomId room) {
        int removed =
                database.inTransaction(handle -> {
                    handle.execute("delete from appointment where room_id = ?", room.value());
                    return handle.execute(
                            "delete from room_calendar where room_id = ?", room.value());
                });
        database.barrier();
        return removed == 1;
    }

    /// @param calendar what was read; when another was set meanwhile, nothing happens
    void read(RoomId room, RoomCalendar calendar, List<Appointment> appointments, Instant now) {
        int done =
                database.inTransaction(handle -> {
                    int same =
                            handle.createUpdate(
                                            """
                                            update room_calendar
                                            set tried_at = :now, read_at = :now, problem = ''
                                            where room_id = :room and url = :url and file = :file
                                            """)
                                    .bind("now", now)
                                    .bind("room", room.value())
                                    .bind("url", calendar.url())
                                    .bind("file", calendar.file())
                                    .execute();
                    if (same == 1) {
                        Appointments.replace(handle, room, appointments);
                    }
                    return same;
                });
        assert done <= 1;
    }

    /// What was read before stays.
    void failed(RoomId room, String problem, Instant now) {
        int done =
                database.inTransaction(handle ->
                        handle.createUpdate(
                                        """
                                        update room_calendar
                                        set tried_at = :now, problem = :problem
                                        where room_id = :room
                                        """)
                                .bind("now", now)
                                .bind("problem", problem)
                                .bind("room", room.value())
                                .execute());
        assert done <= 1;
    }
}
