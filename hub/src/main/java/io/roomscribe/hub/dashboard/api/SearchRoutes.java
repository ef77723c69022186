package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.search.IndexedSegment;
import io.roomscribe.hub.search.ItemKind;
import io.roomscribe.hub.search.SearchBusyException;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.search.SearchMode;
import io.roomscribe.hub.search.SearchQuery;
import io.roomscribe.hub.search.SearchResult;
import io.roomscribe.hub.search.Span;
import io.roomscribe.hub.search.VisibleRooms;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Searching, for programs.
///
/// Thread-safe.
public final class SearchRoutes {
    private static final int LIMIT = 20;
    private static final int LIMIT_MAX = 100;
    private static final int TEXT_CHARS_MAX = 500;
    private static final String NO_SEGMENT = "There is no segment of that number.";

    private final SearchDesk search;
    private final TranscriptStore transcripts;
    private final Function<Call, VisibleRooms> visible;

    /// @param visible which rooms a caller may see
    public SearchRoutes(
            SearchDesk search, TranscriptStore transcripts, Function<Call, VisibleRooms> visible) {
        this.search = search;
        this.transcripts = transcripts;
        this.visible = visible;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering(
                        "/api/v1/search",
                        this::search,
                        "q",
                        "mode",
                        "room",
                        "meeting",
                        "person",
                        "from",
                        "to",
                        "kind",
                        "offset",
                        "limit"),
                Route.answering("/api/v1/search/status", _ -> status()),
                Route.changing(Method.POST, "/api/v1/search/rebuild", this::rebuild),
                Route.answering("/api/v1/segments/{number}/similar", this::similar, "limit"));
    }

    record SpanShape(int from, int to) {
        static SpanShape of(Span span) {
            return new SpanShape(span.from(), span.to());
        }
    }

    record HitShape(
            long segment,
            String meeting,
            String room,
            Instant startedAt,
            Instant endedAt,
            String speaker,
            String speakerName,
            String text,
            List<SpanShape> marked,
            boolean byWords,
            boolean byMeaning,
            double score,
            String address) {
        static HitShape of(SearchResult.Hit hit) {
            var said = hit.segment();
            return new HitShape(
                    said.number(),
                    said.meeting(),
                    said.room().value(),
                    said.startedAt(),
                    said.endedAt(),
                    said.speaker(),
                    said.name(),
                    said.text(),
                    hit.marked().stream().map(SpanShape::of).toList(),
                    hit.byWords(),
                    hit.byMeaning(),
                    hit.score(),
                    moment(said));
        }
    }

    /// Where a page shows the moment.
    public static String moment(IndexedSegment said) {
        return "/meetings/%s#segment-%d".formatted(said.meeting(), said.number());
    }

    record ResultShape(List<HitShape> hits, boolean more, String meaning, double tookMillis) {
        static ResultShape of(SearchResult result) {
            return new ResultShape(
                    result.hits().stream().map(HitShape::of).toList(),
                    result.more(),
                    result.meaning().name().toLowerCase(Locale.ROOT),
                    result.took().toNanos() / 1e6);
        }
    }

    record StatusShape(
            String state,
            int segments,
            int passages,
            int withoutVector,
            long bytes,
            Optional<String> vectorModel) {
        static StatusShape of(SearchDesk.Status status) {
            return new StatusShape(
                    status.state().word(),
                    status.segments(),
                    status.passages(),
                    status.withoutVector(),
                    status.bytes(),
                    status.vectorModel());
        }
    }

    record Rebuild() {}

    private Answer search(Call call) {
        var limit = (int) call.number("limit", 1, LIMIT_MAX, LIMIT);
        var offset = (int) call.number("offset", 0, SearchQuery.DEPTH_MAX - (long) limit, 0);
        var query =
                new SearchQuery(
                        text(call),
                        word(call, "mode", SearchMode::parse).orElse(SearchMode.BOTH),
                        filter(call),
                        offset,
                        limit);
        return Answer.json(ResultShape.of(run(() -> search.search(query))));
    }

    private SearchQuery.Filter filter(Call call) {
        return new SearchQuery.Filter(
                visible.apply(call),
                given(call, "room").map(room -> parse("room", room, RoomId::new)),
                given(call, "meeting"),
                given(call, "person"),
                given(call, "from").map(at -> instant("from", at)),
                given(call, "to").map(at -> instant("to", at)),
                word(call, "kind", ItemKind::parse).map(Set::of).orElse(Set.of()));
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "'%s' must be an instant such as 2026-03-04T10:00:00Z.".formatted(name));
        }
    }

    private Answer similar(Call call) {
        var number = call.path("number", Long::parseLong, NO_SEGMENT);
        var limit = (int) call.number("limit", 1, LIMIT_MAX, LIMIT);
        var segment =
                transcripts
                        .segment(number)
                        .orElseThrow(() -> ProblemException.notFound(NO_SEGMENT));
        return Answer.json(
                ResultShape.of(similar(search, transcripts, segment, visible.apply(call), limit)));
    }

    /// What is like a segment, without it and what was said with it.
    ///
    /// @throws ProblemException when it is in a room that the caller may not see
    public static SearchResult similar(
            SearchDesk search,
            TranscriptStore transcripts,
            Segment segment,
            VisibleRooms visible,
            int limit) {
        if (!transcripts
                .recording(segment.recording())
                .map(Recording::room)
                .filter(visible::has)
                .isPresent()) {
            throw ProblemException.notFound(NO_SEGMENT);
        }
        var result =
                run(() ->
                        search.like(
                                segment.text(), SearchQuery.Filter.everything(visible), limit + 1));
        return new SearchResult(
                result.hits().stream()
                        .filter(hit -> hit.segment().number() != segment.number())
                        .limit(limit)
                        .toList(),
                false,
                result.meaning(),
                result.took());
    }

    private Answer status() {
        return Answer.json(StatusShape.of(search.status()));
    }

    private Answer rebuild(Call call) {
        var _ = call.body(Rebuild.class);
        search.rebuild();
        return Answer.accepted(StatusShape.of(search.status()));
    }

    /// A search as a request makes it.
    public interface Searching {
        SearchResult run() throws InterruptedException;
    }

    /// Runs it; too many at once are a problem of the caller's.
    public static SearchResult run(Searching search) {
        try {
            return search.run();
        } catch (SearchBusyException e) {
            throw ProblemException.unavailable("Too many searches at once. Try again in a moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The hub is stopping.");
        }
    }

    /// The words to look for.
    public static String text(Call call) {
        var text = call.query("q").orElse("");
        if (text.length() > TEXT_CHARS_MAX) {
            throw ProblemException.badRequest(
                    "'q' has at most %d characters.".formatted(TEXT_CHARS_MAX));
        }
        return text;
    }

    /// A parameter; an empty one is none, as forms send them.
    public static Optional<String> given(Call call, String name) {
        return call.query(name).filter(value -> !value.isBlank());
    }

    /// A parameter that is one of an enum's words.
    public static <T> Optional<T> word(Call call, String name, Function<String, T> parse) {
        return given(call, name).map(value -> parse(name, value, parse));
    }

    private static <T> T parse(String name, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("'%s' has no such value.".formatted(name));
        }
    }
}
