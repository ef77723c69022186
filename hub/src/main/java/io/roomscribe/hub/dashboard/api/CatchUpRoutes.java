package io.roomscribe.hub.dashboard.api;

import io.roomscribe.hub.answer.CatchUp;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.dashboard.route.SinceClock;
import io.roomscribe.hub.meeting.MeetingStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What was said so far, or since somebody left, each sentence with the segment that bears it out.
///
/// Thread-safe.
public final class CatchUpRoutes {
    private final MeetingStore meetings;
    private final CatchUp catchUp;
    private final ZoneId zone;

    /// @param zone of the clock that people read
    public CatchUpRoutes(MeetingStore meetings, CatchUp catchUp, ZoneId zone) {
        this.meetings = meetings;
        this.catchUp = catchUp;
        this.zone = zone;
    }

    public List<Route> routes() {
        return List.of(Route.answering("/api/v1/meetings/{id}/catch-up", this::tell, "since"));
    }

    record SentenceShape(String text, long segment, Instant saidAt, String quote) {
        static SentenceShape of(CatchUp.Sentence one) {
            return new SentenceShape(
                    one.text(),
                    one.segment().number(),
                    one.segment().startedAt(),
                    one.segment().text());
        }

        static List<SentenceShape> of(List<CatchUp.Sentence> all) {
            return all.stream().map(SentenceShape::of).toList();
        }
    }

    record CatchUpShape(
            String meeting,
            int revision,
            Optional<Instant> since,
            List<SentenceShape> summary,
            List<SentenceShape> settled,
            List<SentenceShape> last,
            int leftOut) {}

    private Answer tell(Call call) {
        var meeting = call.meeting(meetings);
        var since = SinceClock.of(call.query("since").orElse(""), meeting, zone);
        var told = catchUp.tell(meeting, since);
        return Answer.json(
                new CatchUpShape(
                        meeting.id(),
                        told.revision(),
                        since,
                        SentenceShape.of(told.summary()),
                        SentenceShape.of(told.settled()),
                        SentenceShape.of(told.last()),
                        told.leftOut()));
    }
}
