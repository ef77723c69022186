package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerEdits;

/// What a meeting's page changes about its speakers, by forms. Each answers with the list of
/// speakers as it is then.
///
/// Thread-safe.
final class SpeakerPages {
    private static final String NO_SEGMENT = "This meeting has no such segment.";

    private final MeetingStore meetings;
    private final SpeakerEdits edits;
    private final Route.Answerer list;

    SpeakerPages(MeetingStore meetings, SpeakerEdits edits, Route.Answerer list) {
        this.meetings = meetings;
        this.edits = edits;
        this.list = list;
    }

    Route rename() {
        return changing(
                "/meetings/{id}/speakers/{label}",
                (call, meeting) -> edits.rename(meeting, call.path("label"), call.form("name")));
    }

    Route merge() {
        return changing(
                "/meetings/{id}/speakers/{label}/merge",
                (call, meeting) -> edits.merge(meeting, call.path("label"), call.form("into")));
    }

    Route reassign() {
        return changing(
                "/meetings/{id}/segments/{number}/speaker",
                (call, meeting) ->
                        edits.reassign(
                                meeting,
                                call.path("number", Long::parseLong, NO_SEGMENT),
                                call.form("speaker")));
    }

    private interface Edit {
        void in(Call call, Meeting meeting);
    }

    private Route changing(String path, Edit edit) {
        return Route.changing(
                Method.POST,
                path,
                call -> {
                    var meeting = call.meeting(meetings);
                    edit.in(call, meeting);
                    return list.answer(call);
                });
    }
}
