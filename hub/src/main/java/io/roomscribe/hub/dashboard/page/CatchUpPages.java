package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.answer.CatchUp;
import io.roomscribe.hub.dashboard.page.CatchUpView.Said;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.dashboard.route.SinceClock;
import io.roomscribe.hub.meeting.MeetingStore;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// The part of a meeting's page that catches a reader up.
///
/// Thread-safe.
final class CatchUpPages {
    private final MeetingStore meetings;
    private final CatchUp catchUp;
    private final ZoneId zone;
    private final Times times;
    private final MeetingPages.Templates templates;

    CatchUpPages(
            MeetingStore meetings, CatchUp catchUp, ZoneId zone, MeetingPages.Templates templates) {
        this.meetings = meetings;
        this.catchUp = catchUp;
        this.zone = zone;
        this.times = new Times(zone);
        this.templates = templates;
    }

    List<Route> routes() {
        return List.of(Route.answering("/meetings/{id}/catch-up", this::show, "since"));
    }

    private Answer show(Call call) {
        var meeting = call.meeting(meetings);
        var since = call.query("since").orElse("");
        var told = catchUp.tell(meeting, SinceClock.of(since, meeting, zone));
        var view =
                new CatchUpView(
                        since.strip(),
                        said(told.summary()),
                        said(told.settled()),
                        said(told.last()),
                        told.leftOut());
        return Answer.html(200, templates.render("catch-up.jte", Map.of("told", view)));
    }

    private List<Said> said(List<CatchUp.Sentence> sentences) {
        return sentences.stream()
                .map(one ->
                        new Said(
                                one.text(),
                                times.clock(one.segment().startedAt()),
                                "segment-" + one.segment().number()))
                .toList();
    }
}
