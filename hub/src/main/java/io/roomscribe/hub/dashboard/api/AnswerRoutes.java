package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.roomscribe.hub.answer.AnswerNews;
import io.roomscribe.hub.answer.Answers;
import io.roomscribe.hub.answer.Source;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Json;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.search.SearchBusyException;
import io.roomscribe.hub.search.SearchQuery;
import io.roomscribe.hub.search.VisibleRooms;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Answers to questions, told as they come.
///
/// Thread-safe.
public final class AnswerRoutes {
    private static final int QUESTION_CHARS_MAX = 500;

    /// Each holds a model for a minute.
    private static final int ASKERS_MAX = 4;

    private final Answers answers;
    private final Function<Call, VisibleRooms> visible;
    private final Semaphore askers = new Semaphore(ASKERS_MAX);

    /// @param visible which rooms a caller may see
    public AnswerRoutes(Answers answers, Function<Call, VisibleRooms> visible) {
        this.answers = answers;
        this.visible = visible;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        Method.POST,
                        "/api/v1/answers",
                        java.util.Set.of(),
                        Route.Content.DOCUMENT,
                        this::answer));
    }

    /// @param room only what was said there; empty for every room
    /// @param meeting only what was said in it; empty for all
    record Question(String question, String room, String meeting) {}

    record SourceShape(
            int number,
            long segment,
            String meeting,
            String room,
            Instant startedAt,
            String speakerName,
            String text,
            String address) {
        static SourceShape of(Source source) {
            var said = source.segment();
            return new SourceShape(
                    source.number(),
                    said.number(),
                    said.meeting(),
                    said.room().value(),
                    said.startedAt(),
                    said.name(),
                    said.text(),
                    SearchRoutes.moment(said));
        }
    }

    record SourcesShape(List<SourceShape> sources) {}

    record SentenceShape(String text, List<Integer> citations) {}

    record EndShape(String outcome, String model, int leftOut) {}

    private void answer(ServerRequest request, ServerResponse response) {
        var call = new Call(request);
        var asked = call.body(Question.class);
        var question = asked.question().strip();
        if (question.isEmpty() || question.length() > QUESTION_CHARS_MAX) {
            throw ProblemException.unprocessable(
                    "A question has 1 to %d characters.".formatted(QUESTION_CHARS_MAX));
        }
        var filter = filter(call, asked);
        if (!askers.tryAcquire()) {
            throw ProblemException.unavailable(
                    "Too many questions at once. Try again in a minute.");
        }
        try (var sink = response.sink(SseSink.TYPE)) {
            answers.answer(question, filter, news -> sink.emit(event(news)));
        } catch (SearchBusyException e) {
            throw ProblemException.unavailable("Too many searches at once. Try again in a moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            askers.release();
        }
    }

    private SearchQuery.Filter filter(Call call, Question asked) {
        var filter = SearchQuery.Filter.everything(visible.apply(call));
        if (!asked.room().isBlank()) {
            filter = filter.inRoom(room(asked.room()));
        }
        return asked.meeting().isBlank() ? filter : filter.inMeeting(asked.meeting());
    }

    private static RoomId room(String id) {
        try {
            return new RoomId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable("There is no room of that id.");
        }
    }

    private static SseEvent event(AnswerNews news) {
        var event = SseEvent.builder();
        return switch (news) {
            case AnswerNews.Sources(var sources) ->
                    event.name("sources")
                            .data(
                                    Json.line(
                                            new SourcesShape(
                                                    sources.stream()
                                                            .map(SourceShape::of)
                                                            .toList())))
                            .build();
            case AnswerNews.Sentence(var text, var citations) ->
                    event.name("sentence")
                            .data(Json.line(new SentenceShape(text, citations)))
                            .build();
            case AnswerNews.End(var outcome, var model, var leftOut) ->
                    event.name("end")
                            .data(Json.line(new EndShape(outcome.word(), model, leftOut)))
                            .build();
        };
    }
}
