package io.roomscribe.hub.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.helidon.http.Method;
import io.roomscribe.hub.action.ActionItem;
import io.roomscribe.hub.action.ActionItems;
import io.roomscribe.hub.analytics.Analytics;
import io.roomscribe.hub.analytics.Figures;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.accuracy.WordDiff;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is left of meetings afterwards: action items across them, figures, and how a transcript
/// compares with what was said.
///
/// Thread-safe.
public final class FollowUpRoutes {
    private static final String MEETING = "/api/v1/meetings/{id}";
    private static final int DAYS_MAX = 366;
    private static final int DAYS = 30;

    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final ActionItems actions;
    private final Analytics analytics;

    public FollowUpRoutes(
            MeetingStore meetings,
            TranscriptStore transcripts,
            ActionItems actions,
            Analytics analytics) {
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.actions = actions;
        this.analytics = analytics;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/action-items", this::list, "state", "owner", "room"),
                Route.changing(Method.PUT, MEETING + "/action-items/{key}", this::setDone),
                Route.changing(Method.POST, MEETING + "/compare", this::compare),
                Route.answering("/api/v1/analytics", this::figures, "days"));
    }

    record Done(boolean done) {}

    record Reference(String reference, boolean all) {}

    record ItemShape(
            String key,
            String meeting,
            String meetingTitle,
            String room,
            String text,
            Optional<String> owner,
            Optional<String> due,
            Evidence evidence,
            boolean done,
            Optional<Instant> doneAt,
            Optional<String> doneBy) {
        static ItemShape of(ActionItem item) {
            return new ItemShape(
                    item.key(),
                    item.meeting(),
                    item.meetingTitle(),
                    item.room().value(),
                    item.text(),
                    item.owner(),
                    item.due(),
                    item.evidence(),
                    item.isDone(),
                    item.done().map(ActionItem.Done::at),
                    item.done().map(ActionItem.Done::by));
        }
    }

    record ItemsShape(List<ItemShape> items) {
        static ItemsShape of(List<ActionItem> items) {
            return new ItemsShape(items.stream().map(ItemShape::of).toList());
        }
    }

    record PieceShape(String said, String written, boolean same) {}

    record CompareShape(
            double wer,
            int words,
            int substitutions,
            int deletions,
            int insertions,
            List<PieceShape> pieces) {
        static CompareShape of(WordDiff diff, boolean all) {
            var rate = diff.rate();
            return new CompareShape(
                    rate.rate(),
                    rate.words(),
                    rate.substitutions(),
                    rate.deletions(),
                    rate.insertions(),
                    diff.pieces().stream()
                            .filter(piece -> all || !piece.isSame())
                            .map(piece ->
                                    new PieceShape(piece.said(), piece.written(), piece.isSame()))
                            .toList());
        }
    }

    record DayShape(LocalDate date, double speechSeconds, long words) {}

    record TalkShape(String name, double seconds) {}

    record UseShape(String model, long count) {}

    record FiguresShape(
            int days,
            int meetings,
            double speechSeconds,
            long words,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> confidence,
            List<DayShape> perDay,
            List<TalkShape> talk,
            List<UseShape> speechModels,
            List<UseShape> minutesModels) {
        static FiguresShape of(int days, Figures figures) {
            return new FiguresShape(
                    days,
                    figures.meetings(),
                    figures.speechSeconds(),
                    figures.words(),
                    figures.confidence().stream().boxed().findFirst(),
                    figures.perDay().stream()
                            .map(day -> new DayShape(day.date(), day.speechSeconds(), day.words()))
                            .toList(),
                    figures.talk().stream()
                            .map(one -> new TalkShape(one.name(), one.seconds()))
                            .toList(),
                    uses(figures.speechModels()),
                    uses(figures.minutesModels()));
        }

        private static List<UseShape> uses(List<Figures.Use> uses) {
            return uses.stream().map(one -> new UseShape(one.model(), one.count())).toList();
        }
    }

    private Answer list(Call call) {
        var state = call.query("state").orElse("all");
        var owner = call.query("owner").orElse("");
        var room = call.query("room", RoomId::new, "There is no room of that id.");
        if (!List.of("open", "done", "all").contains(state)) {
            throw ProblemException.badRequest("'state' is open, done or all.");
        }
        return Answer.json(
                ItemsShape.of(
                        actions.items(room).stream()
                                .filter(item ->
                                        state.equals("all")
                                                || item.isDone() == state.equals("done"))
                                .filter(item ->
                                        owner.isEmpty()
                                                || item.owner()
                                                        .filter(owner::equalsIgnoreCase)
                                                        .isPresent())
                                .toList()));
    }

    private Answer setDone(Call call) {
        var meeting = call.meeting(meetings);
        var done = call.body(Done.class).done();
        return actions.set(meeting, call.path("key"), done, call.person())
                .map(items -> Answer.json(ItemsShape.of(items)))
                .orElseThrow(() ->
                        ProblemException.notFound(
                                "The minutes have no such action item any more."));
    }

    private Answer compare(Call call) {
        var meeting = call.meeting(meetings);
        var body = call.body(Reference.class);
        var written =
                transcripts.segments(meeting.id()).stream()
                        .map(Segment::text)
                        .collect(Collectors.joining(" "));
        if (!WordDiff.isComparable(body.reference(), written)) {
            throw ProblemException.unprocessable(
                    "These texts are too long to compare at once. Compare a part.");
        }
        return Answer.json(CompareShape.of(WordDiff.of(body.reference(), written), body.all()));
    }

    private Answer figures(Call call) {
        var days = (int) call.number("days", 1, DAYS_MAX, DAYS);
        return Answer.json(FiguresShape.of(days, analytics.figures(days)));
    }
}
