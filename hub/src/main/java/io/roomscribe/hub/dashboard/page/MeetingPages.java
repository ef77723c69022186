package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.protocol.RoomId;
import java.util.List;
import java.util.Map;

/// What pages change about where meetings begin and end, by forms. Each answers with the address of
/// the page to look at then.
///
/// Thread-safe.
final class MeetingPages {
    private static final String NO_ROOM = "There is no room of that name.";

    private final MeetingStore meetings;
    private final MeetingEdits edits;
    private final Templates templates;

    /// Fills a template.
    interface Templates {
        String render(String template, Map<String, Object> values);
    }

    MeetingPages(MeetingStore meetings, MeetingEdits edits, Templates templates) {
        this.meetings = meetings;
        this.edits = edits;
        this.templates = templates;
    }

    List<Route> routes() {
        return List.of(
                Route.changing(
                        Method.POST,
                        "/rooms/{id}/meetings",
                        call -> goTo(edits.start(room(call), call.form("title"), call.person()))),
                Route.changing(Method.POST, "/rooms/{id}/marks", this::mark),
                Route.changing(
                        Method.POST,
                        "/meetings/{id}/stop",
                        call -> goTo(edits.stop(call.meeting(meetings), call.person()))),
                Route.changing(
                        Method.POST,
                        "/meetings/{id}/title",
                        call -> goTo(edits.rename(call.meeting(meetings), call.form("title")))),
                Route.changing(
                        Method.POST,
                        "/meetings/{id}/split",
                        call ->
                                goTo(
                                        edits.split(
                                                call.meeting(meetings),
                                                segment(call),
                                                call.person()))),
                Route.changing(
                        Method.POST,
                        "/meetings/{id}/merge",
                        call -> goTo(edits.merge(call.meeting(meetings), call.form("with")))));
    }

    private Answer mark(Call call) {
        var _ = edits.mark(room(call), call.form("label"));
        return Answer.html(
                200, templates.render("done.jte", Map.of("text", Texts.of("room.marked"))));
    }

    private static long segment(Call call) {
        try {
            return Long.parseLong(call.form("segment"));
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("A segment has a number.");
        }
    }

    private Answer goTo(Meeting meeting) {
        return Answer.html(
                200, templates.render("go-to.jte", Map.of("path", "/meetings/" + meeting.id())));
    }

    private static RoomId room(Call call) {
        return call.path("id", RoomId::new, NO_ROOM);
    }
}
