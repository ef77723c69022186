package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.api.ApiShapes.MarkShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.MeetingShape;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.transcript.Mark;
import io.roomscribe.protocol.RoomId;
import java.util.List;

/// Where meetings begin and end, by people: start, stop, mark, title, split, merge.
///
/// Thread-safe.
public final class MeetingRoutes {
    private static final String MEETING = "/api/v1/meetings/{id}";
    private static final String ROOM = "/api/v1/rooms/{id}";
    private static final String NO_ROOM = "There is no room of that id.";

    private final MeetingStore meetings;
    private final MeetingEdits edits;

    public MeetingRoutes(MeetingStore meetings, MeetingEdits edits) {
        this.meetings = meetings;
        this.edits = edits;
    }

    public List<Route> routes() {
        return List.of(
                Route.changing(Method.POST, ROOM + "/meetings", this::start),
                Route.changing(Method.POST, ROOM + "/marks", this::mark),
                Route.changing(Method.POST, MEETING + "/stop", this::stop),
                Route.changing(Method.PUT, MEETING + "/title", this::rename),
                Route.changing(Method.POST, MEETING + "/split", this::split),
                Route.changing(Method.POST, MEETING + "/merge", this::merge));
    }

    record Title(String title) {}

    record Label(String label) {}

    record At(long segment) {}

    record With(String meeting) {}

    record Nothing() {}

    private Answer start(Call call) {
        var room = call.path("id", RoomId::new, NO_ROOM);
        return answer(edits.start(room, call.body(Title.class).title(), call.person()));
    }

    private Answer mark(Call call) {
        var room = call.path("id", RoomId::new, NO_ROOM);
        var label = call.body(Label.class).label();
        return Answer.json(MarkShape.of(new Mark(edits.mark(room, label), label)));
    }

    private Answer stop(Call call) {
        var _ = call.body(Nothing.class);
        return answer(edits.stop(call.meeting(meetings), call.person()));
    }

    private Answer rename(Call call) {
        return answer(edits.rename(call.meeting(meetings), call.body(Title.class).title()));
    }

    private Answer split(Call call) {
        var meeting = call.meeting(meetings);
        return answer(edits.split(meeting, call.body(At.class).segment(), call.person()));
    }

    private Answer merge(Call call) {
        return answer(edits.merge(call.meeting(meetings), call.body(With.class).meeting()));
    }

    private static Answer answer(Meeting meeting) {
        return Answer.json(MeetingShape.of(meeting));
    }
}
