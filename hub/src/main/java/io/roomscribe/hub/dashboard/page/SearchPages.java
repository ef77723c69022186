package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.dashboard.api.SearchRoutes;
import io.roomscribe.hub.dashboard.page.SearchView.Asked;
import io.roomscribe.hub.dashboard.page.SearchView.Choice;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.search.ItemKind;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.search.SearchMode;
import io.roomscribe.hub.search.SearchQuery;
import io.roomscribe.hub.search.SearchResult;
import io.roomscribe.hub.search.VisibleRooms;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page to search on.
///
/// Thread-safe.
final class SearchPages {
    static final String[] PARAMETERS = {
        "q", "mode", "room", "person", "from", "to", "kind", "similar", "offset"
    };

    private static final int SHOWN = 20;

    private final SearchDesk search;
    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final Function<Call, VisibleRooms> visible;
    private final Times times;

    SearchPages(
            SearchDesk search,
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            Function<Call, VisibleRooms> visible,
            Times times) {
        this.search = search;
        this.fleet = fleet;
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.visible = visible;
        this.times = times;
    }

    SearchView view(Call call) {
        var asked =
                new Asked(
                        SearchRoutes.text(call),
                        call.query("mode").orElse(SearchMode.BOTH.word()),
                        call.query("room").orElse(""),
                        call.query("person").orElse(""),
                        call.query("from").orElse(""),
                        call.query("to").orElse(""),
                        call.query("kind").orElse(""));
        var like = SearchRoutes.given(call, "similar").map(this::segment);
        return like.map(segment -> like(call, asked, segment)).orElseGet(() -> found(call, asked));
    }

    AskView ask(Call call) {
        return new AskView(
                choices(rooms(call)),
                SearchRoutes.given(call, "meeting")
                        .flatMap(meetings::meeting)
                        .filter(meeting -> visible.apply(call).has(meeting.room()))
                        .map(meeting -> new Choice(meeting.id(), meeting.title())),
                call.query("room").orElse(""));
    }

    private Map<RoomId, String> rooms(Call call) {
        return fleet.rooms().stream()
                .filter(room -> visible.apply(call).has(room.id()))
                .collect(Collectors.toMap(Room::id, Room::name));
    }

    private static List<Choice> choices(Map<RoomId, String> rooms) {
        return rooms.entrySet().stream()
                .map(one -> new Choice(one.getKey().value(), one.getValue()))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    private Segment segment(String number) {
        try {
            return transcripts
                    .segment(Long.parseLong(number))
                    .orElseThrow(() -> ProblemException.notFound("That sentence is gone."));
        } catch (NumberFormatException e) {
            throw ProblemException.notFound("There is no such sentence.");
        }
    }

    private SearchView like(Call call, Asked asked, Segment segment) {
        var result = SearchRoutes.similar(search, transcripts, segment, visible.apply(call), SHOWN);
        return view(
                call,
                asked,
                Optional.of(segment.text()),
                result,
                Texts.of("search.elsewhere"),
                Optional.empty());
    }

    private SearchView found(Call call, Asked asked) {
        var offset = (int) call.number("offset", 0, SearchQuery.DEPTH_MAX - (long) SHOWN, 0);
        var mode = SearchRoutes.word(call, "mode", SearchMode::parse).orElse(SearchMode.BOTH);
        var query = new SearchQuery(asked.q(), mode, filter(call), offset, SHOWN);
        var result = SearchRoutes.run(() -> search.search(query));
        var next = offset + SHOWN;
        var more =
                result.more() && next + SHOWN <= SearchQuery.DEPTH_MAX
                        ? Optional.of(address(asked, next))
                        : Optional.<String>empty();
        return view(call, asked, Optional.empty(), result, heading(asked, result), more);
    }

    private SearchQuery.Filter filter(Call call) {
        return new SearchQuery.Filter(
                visible.apply(call),
                SearchRoutes.given(call, "room").map(SearchPages::room),
                Optional.empty(),
                SearchRoutes.given(call, "person"),
                SearchRoutes.given(call, "from").map(day -> start(day, 0)),
                SearchRoutes.given(call, "to").map(day -> start(day, 1)),
                SearchRoutes.word(call, "kind", ItemKind::parse).map(Set::of).orElse(Set.of()));
    }

    private static RoomId room(String id) {
        try {
            return new RoomId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("There is no room of that name.");
        }
    }

    private Instant start(String day, int daysLater) {
        try {
            return times.start(LocalDate.parse(day).plusDays(daysLater));
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest("A day is written as 2026-03-04.");
        }
    }

    private static String heading(Asked asked, SearchResult result) {
        if (asked.q().isBlank()) {
            return Texts.of(asked.kind().isEmpty() ? "search.last" : "search.newest");
        }
        return Texts.of(result.hits().isEmpty() ? "search.not-found" : "search.found");
    }

    private SearchView view(
            Call call,
            Asked asked,
            Optional<String> like,
            SearchResult result,
            String heading,
            Optional<String> more) {
        var rooms = rooms(call);
        var titles = new HashMap<String, String>();
        for (var hit : result.hits()) {
            titles.computeIfAbsent(
                    hit.segment().meeting(),
                    id ->
                            meetings.meeting(id)
                                    .map(Meeting::title)
                                    .orElse(Texts.of("search.meeting")));
        }
        return new SearchView(
                asked,
                choices(rooms),
                like,
                result.hits().stream().map(hit -> row(hit, titles, rooms)).toList(),
                heading,
                note(result),
                more);
    }

    private static String note(SearchResult result) {
        return switch (result.meaning()) {
            case UNAVAILABLE -> Texts.of("search.words-only");
            case USED, UNUSED -> "";
        };
    }

    private SearchView.Row row(
            SearchResult.Hit hit, Map<String, String> titles, Map<RoomId, String> rooms) {
        var said = hit.segment();
        return new SearchView.Row(
                said.number(),
                SearchRoutes.moment(said),
                titles.getOrDefault(said.meeting(), Texts.of("search.meeting")),
                rooms.getOrDefault(said.room(), said.room().value()),
                times.day(said.startedAt()) + ", " + times.clock(said.startedAt()),
                said.name(),
                SpeakersView.tone(said.speaker()),
                SearchView.pieces(said.text(), hit.marked()),
                hit.byWords(),
                hit.byMeaning());
    }

    private static String address(Asked asked, int offset) {
        var fields =
                List.of(
                        List.of("q", asked.q()),
                        List.of("mode", asked.mode()),
                        List.of("room", asked.room()),
                        List.of("person", asked.person()),
                        List.of("from", asked.from()),
                        List.of("to", asked.to()),
                        List.of("kind", asked.kind()),
                        List.of("offset", Integer.toString(offset)));
        return fields.stream()
                .filter(field -> !field.getLast().isEmpty())
                .map(field ->
                        field.getFirst()
                                + "="
                                + URLEncoder.encode(field.getLast(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/search?", ""));
    }
}
