package io.roomscribe.hub.meeting;

import io.roomscribe.hub.calendar.Appointments;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads meetings. Only this package writes them.
///
/// Thread-safe.
public final class MeetingStore {
    private final HubDatabase database;

    public MeetingStore(HubDatabase database) {
        this.database = database;
    }

    public Optional<Meeting> meeting(String id) {
        return database.read(handle ->
                handle.createQuery("select * from meeting where id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /// Who was invited, as the room's calendar has it; empty when it has nothing.
    public List<String> attendees(String id) {
        return database.read(handle ->
                handle.createQuery("select attendees from meeting where id = :id")
                        .bind("id", id)
                        .map((row, context) -> Appointments.names(row.getString("attendees")))
                        .findOne()
                        .orElse(List.of()));
    }

    /// The newest meetings, of one room or of all, newest first.
    public List<Meeting> meetings(Optional<RoomId> room, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from meeting
                                where room_id = :room or :everywhere
                                order by started_at desc, id
                                fetch first :limit rows only
                                """)
                        .bind("room", room.map(RoomId::value).orElse(""))
                        .bind("everywhere", room.isEmpty())
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    /// The newest meetings of some rooms, newest first.
    public List<Meeting> meetingsOf(Set<RoomId> rooms, int limit) {
        if (rooms.isEmpty()) {
            return List.of();
        }
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from meeting
                                where room_id in (<rooms>)
                                order by started_at desc, id
                                fetch first :limit rows only
                                """)
                        .bindList("rooms", rooms.stream().map(RoomId::value).toList())
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    /// The meeting that is going on in a room.
    public Optional<Meeting> running(RoomId room) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from meeting
                                where room_id = :room and state = 'running'
                                order by started_at desc
                                fetch first 1 rows only
                                """)
                        .bind("room", room.value())
                        .map((row, context) -> read(row))
                        .findOne());
    }

    static Meeting read(ResultSet row) throws SQLException {
        return new Meeting(
                row.getString("id"),
                new RoomId(row.getString("room_id")),
                row.getString("title"),
                MeetingState.parse(row.getString("state")),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"));
    }
}
