package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.calendar.Appointment;
import io.roomscribe.hub.calendar.CalendarDesk;
import io.roomscribe.hub.calendar.RoomCalendar;
import io.roomscribe.hub.dashboard.page.CalendarView.Booked;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The part of a room's page that shows its calendar, and lets admins set it.
///
/// Thread-safe.
final class CalendarPages {
    private static final String PATH = "/rooms/{id}/calendar";
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final int SHOWN = 6;

    private final CalendarDesk desk;
    private final Function<Call, RoomView> rooms;
    private final Times times;
    private final Clock clock;
    private final MeetingPages.Templates templates;

    /// @param rooms finds the room of a call's path, or throws
    CalendarPages(
            CalendarDesk desk,
            Function<Call, RoomView> rooms,
            Times times,
            Clock clock,
            MeetingPages.Templates templates) {
        this.desk = desk;
        this.rooms = rooms;
        this.times = times;
        this.clock = clock;
        this.templates = templates;
    }

    List<Route> routes() {
        return List.of(
                Route.answering(PATH, this::show), Route.changing(Method.POST, PATH, this::change));
    }

    private Answer change(Call call) {
        var room = new RoomId(rooms.apply(call).id());
        switch (call.form("do")) {
            case "address" -> {
                var _ = desk.setAddress(room, call.form("url"), every(call), call.person());
            }
            case "file" -> {
                var _ = desk.setFile(room, call.form("file"), call.person());
            }
            case "read" -> {
                var _ = desk.readNow(room);
            }
            case "remove" -> desk.remove(room);
            default ->
                    throw ProblemException.badRequest(
                            "The page sets a calendar, reads it or removes it.");
        }
        return show(call);
    }

    private static Duration every(Call call) {
        try {
            return Duration.ofMinutes(Integer.parseInt(call.form("every").strip()));
        } catch (NumberFormatException e) {
            throw ProblemException.unprocessable("Give the minutes as a whole number.");
        }
    }

    private Answer show(Call call) {
        var room = new RoomId(rooms.apply(call).id());
        var calendar = desk.calendar(room);
        var now = clock.instant();
        var view =
                new CalendarView(
                        room.value(),
                        calendar.map(one -> one.isAddress() ? "address" : "file").orElse("none"),
                        calendar.map(one ->
                                        one.isAddress() ? one.host() : Texts.of("calendar.a-file"))
                                .orElse(""),
                        calendar.filter(RoomCalendar::isAddress)
                                .map(one -> one.every().toMinutes())
                                .orElse(15L),
                        calendar.flatMap(RoomCalendar::readAt)
                                .map(at -> times.ago(at, now))
                                .orElse(Texts.of("calendar.never")),
                        calendar.map(RoomCalendar::problem).orElse(""),
                        call.account().role() == Role.ADMIN,
                        desk.appointments(room, now, now.plus(AHEAD)).stream()
                                .limit(SHOWN)
                                .map(one -> booked(one, now))
                                .toList());
        return Answer.html(200, templates.render("calendar.jte", Map.of("calendar", view)));
    }

    private Booked booked(Appointment one, Instant now) {
        var from = times.clock(one.startsAt());
        var to = times.clock(one.endsAt());
        return new Booked(
                "%s, %s–%s".formatted(times.day(one.startsAt()), shortTime(from), shortTime(to)),
                one.title().isEmpty() ? Texts.of("calendar.booked") : one.title(),
                String.join(", ", one.attendees()),
                !one.startsAt().isAfter(now));
    }

    /// Appointments begin at whole minutes.
    private static String shortTime(String clock) {
        return clock.length() > 5 ? clock.substring(0, 5) : clock;
    }
}
