package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.accuracy.WordDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is left of meetings afterwards: action items across them, figures, and how a transcript
/// compares with what was said.
///
/// Thread-safe.
final class FollowUpPages {
    private static final Set<String> STATES = Set.of("open", "done", "all");
    private static final int DAYS_MAX = 366;
    private static final int DAYS = 30;

    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final ActionItems actions;
    private final Analytics analytics;
    private final Times times;
    private final MeetingPages.Templates templates;

    FollowUpPages(
            MeetingStore meetings,
            TranscriptStore transcripts,
            ActionItems actions,
            Analytics analytics,
            Times times,
            MeetingPages.Templates templates) {
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.actions = actions;
        this.analytics = analytics;
        this.times = times;
        this.templates = templates;
    }

    /// Makes a whole page of a template.
    interface Framed {
        Answer page(Call call, String template, String title, String name, Object view);
    }

    List<Route> routes(Framed framed) {
        return List.of(
                Route.answering(
                        "/actions",
                        call ->
                                framed.page(
                                        call,
                                        "actions.jte",
                                        Texts.of("actions.title"),
                                        "actions",
                                        view(
                                                call.query("state").orElse("open"),
                                                call.query("owner").orElse(""))),
                        "state",
                        "owner"),
                Route.changing(Method.POST, "/meetings/{id}/action-items/{key}", this::setDone),
                Route.answering(
                        "/analytics",
                        call ->
                                framed.page(
                                        call,
                                        "analytics.jte",
                                        Texts.of("figures.title"),
                                        "analytics",
                                        figures(call)),
                        "days"),
                Route.changing(Method.POST, "/meetings/{id}/compare", this::compare));
    }

    private AnalyticsView figures(Call call) {
        var days = (int) call.number("days", 1, DAYS_MAX, DAYS);
        return AnalyticsView.of(days, analytics.figures(days));
    }

    private ActionsView view(String state, String owner) {
        if (!STATES.contains(state)) {
            throw ProblemException.badRequest("'state' is open, done or all.");
        }
        return ActionsView.of(state, owner, actions.items(Optional.empty()), times);
    }

    private Answer setDone(Call call) {
        var meeting = call.meeting(meetings);
        var done = Boolean.parseBoolean(call.form("done"));
        if (actions.set(meeting, call.path("key"), done, call.person()).isEmpty()) {
            throw ProblemException.notFound("The minutes have no such action item any more.");
        }
        var view = view(call.form("state"), call.form("owner"));
        return Answer.html(200, templates.render("action-list.jte", Map.of("actions", view)));
    }

    private Answer compare(Call call) {
        var meeting = call.meeting(meetings);
        var reference = call.form("reference");
        var written =
                transcripts.segments(meeting.id()).stream()
                        .map(Segment::text)
                        .collect(Collectors.joining(" "));
        if (!WordDiff.isComparable(reference, written)) {
            throw ProblemException.unprocessable(
                    "These texts are too long to compare at once. Compare a part.");
        }
        return Answer.html(
                200, templates.render("diff.jte", Map.of("diff", WordDiff.of(reference, written))));
    }
}
