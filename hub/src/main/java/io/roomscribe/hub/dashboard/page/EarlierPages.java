package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.action.ActionItem;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.dashboard.page.EarlierView.Open;
import io.roomscribe.hub.dashboard.page.EarlierView.Pair;
import io.roomscribe.hub.dashboard.page.EarlierView.Side;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.followup.Comparison;
import io.roomscribe.hub.followup.Contradiction;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a meeting's page that looks back: what earlier meetings of the room left open, and
/// which decisions contradict earlier ones.
///
/// Thread-safe.
final class EarlierPages {
    private static final String PATH = "/meetings/{id}/follow-ups";

    private final MeetingStore meetings;
    private final ActionItems actions;
    private final FollowUps followUps;
    private final Times times;
    private final MeetingPages.Templates templates;

    EarlierPages(
            MeetingStore meetings,
            ActionItems actions,
            FollowUps followUps,
            Times times,
            MeetingPages.Templates templates) {
        this.meetings = meetings;
        this.actions = actions;
        this.followUps = followUps;
        this.times = times;
        this.templates = templates;
    }

    List<Route> routes() {
        return List.of(
                Route.answering(PATH, this::show), Route.changing(Method.POST, PATH, this::done));
    }

    /// Of another meeting's item, but only of the same room: the path's meeting is what the caller
    /// may see.
    private Answer done(Call call) {
        var meeting = call.meeting(meetings);
        var isDone =
                meetings.meeting(call.form("meeting"))
                        .filter(one -> one.room().equals(meeting.room()))
                        .flatMap(one ->
                                actions.set(one, call.form("key"), true, call.account().name()))
                        .isPresent();
        if (!isDone) {
            throw ProblemException.notFound("The minutes have no such action item any more.");
        }
        return show(call);
    }

    private Answer show(Call call) {
        var meeting = call.meeting(meetings);
        var comparison = followUps.comparison(meeting.id());
        var view =
                new EarlierView(
                        meeting.id(),
                        actions.openBefore(meeting).stream().map(this::open).toList(),
                        comparison.found().stream().map(this::pair).toList(),
                        compared(meeting, comparison),
                        call.account().role() != Role.VIEWER);
        return Answer.html(200, templates.render("follow-ups.jte", Map.of("earlier", view)));
    }

    private static String compared(Meeting meeting, Comparison comparison) {
        if (comparison.at().isEmpty()) {
            return meeting.state() == MeetingState.RUNNING ? "" : Texts.of("earlier.not-compared");
        }
        if (!comparison.found().isEmpty()) {
            return Texts.of("earlier.found", comparison.model());
        }
        return comparison.model().isEmpty() ? "" : Texts.of("earlier.none", comparison.model());
    }

    private Open open(ActionItem item) {
        var evidence = item.evidence();
        return new Open(
                item.key(),
                item.meeting(),
                "%s, %s".formatted(item.meetingTitle(), times.day(item.meetingAt())),
                item.text(),
                item.owner().orElse(""),
                item.due().orElse(""),
                evidence.verified() ? evidence.quote() : "",
                Optional.of(evidence.segments())
                        .filter(all -> !all.isEmpty())
                        .map(all ->
                                "/meetings/%s#segment-%d".formatted(item.meeting(), all.getFirst()))
                        .orElse("/meetings/" + item.meeting()));
    }

    private Pair pair(Contradiction one) {
        return new Pair(side(one.now()), side(one.earlier()));
    }

    private Side side(Contradiction.Side side) {
        return new Side(
                side.title(),
                times.day(side.meetingAt()),
                side.decision(),
                side.quote(),
                "/meetings/%s#segment-%d".formatted(side.meeting(), side.segment()));
    }
}
