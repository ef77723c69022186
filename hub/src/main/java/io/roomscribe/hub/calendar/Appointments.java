package io.roomscribe.hub.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What rooms are booked for, as it was last read.
///
/// Stateless.
public final class Appointments {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private Appointments() {}

    /// A room's appointments that touch the time between two instants, in the order in which they
    /// begin.
    public static List<Appointment> between(Handle handle, RoomId room, Instant from, Instant to) {
        return handle.createQuery(
                        """
                        select * from appointment
                        where room_id = :room and begins_at <= :to and ends_at > :from
                        order by begins_at, id
                        """)
                .bind("room", room.value())
                .bind("from", from)
                .bind("to", to)
                .map((row, context) ->
                        new Appointment(
                                row.getString("uid"),
                                row.getString("title"),
                                HubDatabase.instant(row, "begins_at"),
                                HubDatabase.instant(row, "ends_at"),
                                names(row.getString("attendees"))))
                .list();
    }

    /// From now on these are a room's appointments.
    static void replace(Handle handle, RoomId room, List<Appointment> appointments) {
        handle.createUpdate("delete from appointment where room_id = :room")
                .bind("room", room.value())
                .execute();
        for (var one : appointments) {
            handle.createUpdate(
                            """
                            insert into appointment
                                (room_id, uid, title, begins_at, ends_at, attendees)
                            values (:room, :uid, :title, :startsAt, :endsAt, :attendees)
                            """)
                    .bind("room", room.value())
                    .bind("uid", one.uid())
                    .bind("title", one.title())
                    .bind("startsAt", one.startsAt())
                    .bind("endsAt", one.endsAt())
                    .bind("attendees", json(one.attendees()))
                    .execute();
        }
    }

    /// As they are kept in a column.
    public static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write names", e);
        }
    }

    public static List<String> names(String json) {
        try {
            return JSON.readValue(json, NAMES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored names are not JSON", e);
        }
    }
}
