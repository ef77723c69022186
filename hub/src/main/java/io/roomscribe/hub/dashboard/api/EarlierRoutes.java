package io.roomscribe.hub.dashboard.api;

import io.roomscribe.hub.action.ActionItem;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.followup.Contradiction;
import io.roomscribe.hub.followup.FollowUps;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.summary.Minutes.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a meeting has to do with earlier ones of its room.
///
/// Thread-safe.
public final class EarlierRoutes {
    private final MeetingStore meetings;
    private final ActionItems actions;
    private final FollowUps followUps;

    public EarlierRoutes(MeetingStore meetings, ActionItems actions, FollowUps followUps) {
        this.meetings = meetings;
        this.actions = actions;
        this.followUps = followUps;
    }

    public List<Route> routes() {
        return List.of(Route.answering("/api/v1/meetings/{id}/follow-ups", this::list));
    }

    record OpenShape(
            String key,
            String meeting,
            String meetingTitle,
            Instant meetingAt,
            String text,
            Optional<String> owner,
            Optional<String> due,
            Evidence evidence) {
        static OpenShape of(ActionItem item) {
            return new OpenShape(
                    item.key(),
                    item.meeting(),
                    item.meetingTitle(),
                    item.meetingAt(),
                    item.text(),
                    item.owner(),
                    item.due(),
                    item.evidence());
        }
    }

    record SideShape(
            String meeting,
            String meetingTitle,
            Instant meetingAt,
            String decision,
            String quote,
            long segment) {
        static SideShape of(Contradiction.Side side) {
            return new SideShape(
                    side.meeting(),
                    side.title(),
                    side.meetingAt(),
                    side.decision(),
                    side.quote(),
                    side.segment());
        }
    }

    record PairShape(SideShape now, SideShape earlier) {
        static PairShape of(Contradiction one) {
            return new PairShape(SideShape.of(one.now()), SideShape.of(one.earlier()));
        }
    }

    record FollowUpsShape(
            List<OpenShape> open,
            List<PairShape> contradictions,
            Optional<Instant> comparedAt,
            Optional<String> comparedBy) {}

    private Answer list(Call call) {
        var meeting = call.meeting(meetings);
        var comparison = followUps.comparison(meeting.id());
        return Answer.json(
                new FollowUpsShape(
                        actions.openBefore(meeting).stream().map(OpenShape::of).toList(),
                        comparison.found().stream().map(PairShape::of).toList(),
                        comparison.at(),
                        Optional.of(comparison.model()).filter(model -> !model.isEmpty())));
    }
}
