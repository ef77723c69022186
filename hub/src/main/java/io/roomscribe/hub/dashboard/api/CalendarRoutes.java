package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.calendar.Appointment;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.calendar.RoomCalendar;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rooms' calendars for programs. An address is taken, but never told again: who has it can read
/// the calendar.
///
/// Thread-safe.
public final class CalendarRoutes {
    private static final String PATH = "/api/v1/rooms/{id}/calendar";
    private static final String NO_ROOM = "There is no room of that id.";
    private static final Duration BEFORE = Duration.ofDays(2);
    private static final Duration AFTER = Duration.ofDays(14);

    private final CalendarDesk desk;
    private final Clock clock;

    public CalendarRoutes(CalendarDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering(PATH, call -> answer(room(call))),
                Route.changing(Method.PUT, PATH, this::set),
                Route.changing(Method.DELETE, PATH, this::remove),
                Route.changing(Method.POST, PATH + "/read", this::read));
    }

    record Source(String url, String file, long refreshMinutes) {}

    record Nothing() {}

    record AppointmentShape(
            String title, Instant startsAt, Instant endsAt, List<String> attendees) {
        static AppointmentShape of(Appointment one) {
            return new AppointmentShape(one.title(), one.startsAt(), one.endsAt(), one.attendees());
        }
    }

    record CalendarShape(
            String kind,
            String host,
            long refreshMinutes,
            Optional<Instant> triedAt,
            Optional<Instant> readAt,
            String problem,
            List<AppointmentShape> appointments) {}

    private Answer set(Call call) {
        var room = room(call);
        var source = call.body(Source.class);
        if (source.url().isBlank() == source.file().isBlank()) {
            throw ProblemException.unprocessable(
                    "Give either the calendar's address or its file, and leave the other empty.");
        }
        if (source.refreshMinutes() < 1 || source.refreshMinutes() > 1440) {
            throw ProblemException.unprocessable("A calendar is read every 1 to 1440 minutes.");
        }
        var _ =
                source.file().isBlank()
                        ? desk.setAddress(
                                room,
                                source.url(),
                                Duration.ofMinutes(source.refreshMinutes()),
                                call.person())
                        : desk.setFile(room, source.file(), call.person());
        return answer(room);
    }

    private Answer remove(Call call) {
        var room = room(call);
        desk.remove(room);
        return answer(room);
    }

    private Answer read(Call call) {
        var room = room(call);
        var _ = call.body(Nothing.class);
        var _ = desk.readNow(room);
        return answer(room);
    }

    private Answer answer(RoomId room) {
        if (!desk.hasRoom(room)) {
            throw ProblemException.notFound(NO_ROOM);
        }
        var calendar = desk.calendar(room);
        var now = clock.instant();
        return Answer.json(
                new CalendarShape(
                        calendar.map(one -> one.isAddress() ? "address" : "file").orElse("none"),
                        calendar.filter(RoomCalendar::isAddress).map(RoomCalendar::host).orElse(""),
                        calendar.map(one -> one.every().toMinutes()).orElse(0L),
                        calendar.flatMap(RoomCalendar::triedAt),
                        calendar.flatMap(RoomCalendar::readAt),
                        calendar.map(RoomCalendar::problem).orElse(""),
                        desk.appointments(room, now.minus(BEFORE), now.plus(AFTER)).stream()
                                .map(AppointmentShape::of)
                                .toList()));
    }

    private static RoomId room(Call call) {
        return call.path("id", RoomId::new, NO_ROOM);
    }
}
