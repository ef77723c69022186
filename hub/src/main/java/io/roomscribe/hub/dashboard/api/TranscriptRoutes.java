package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.transcript.RoomWord;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.SegmentEdit;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptEdits.Found;
import io.roomscribe.hub.transcript.TranscriptEdits.Search;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.List;

/// What people correct in transcripts, and the words of a room.
///
/// Thread-safe.
public final class TranscriptRoutes {
    private static final String MEETING = "/api/v1/meetings/{id}";
    private static final String VOCABULARY = "/api/v1/rooms/{id}/vocabulary";
    private static final String NO_SEGMENT = "This meeting has no such segment.";
    private static final String NO_EDIT = "This meeting has no such correction.";
    private static final String NO_WORD = "This room's vocabulary has no such word.";
    private static final String NO_ROOM = "There is no room of that id.";

    private final MeetingStore meetings;
    private final TranscriptEdits edits;
    private final RoomWords words;

    public TranscriptRoutes(MeetingStore meetings, TranscriptEdits edits, RoomWords words) {
        this.meetings = meetings;
        this.edits = edits;
        this.words = words;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering(MEETING + "/edits", call -> history(call.meeting(meetings))),
                Route.changing(Method.PUT, MEETING + "/segments/{number}/text", this::edit),
                Route.changing(Method.POST, MEETING + "/edits/{edit}/restore", this::restore),
                Route.changing(Method.POST, MEETING + "/replace", this::replace),
                Route.answering(VOCABULARY, call -> vocabulary(room(call))),
                Route.changing(Method.POST, VOCABULARY, this::add),
                Route.changing(Method.DELETE, VOCABULARY + "/{word}", this::remove));
    }

    record Text(String text) {}

    record Nothing() {}

    record Replace(
            String find, String replace, boolean matchCase, boolean wholeWords, boolean dryRun) {}

    record Always(String heard, String written) {}

    record EditShape(
            long id,
            long segment,
            Instant at,
            String by,
            String kind,
            String before,
            String after) {
        static EditShape of(SegmentEdit edit) {
            return new EditShape(
                    edit.id(),
                    edit.segment(),
                    edit.at(),
                    edit.by(),
                    edit.kind().word(),
                    edit.before(),
                    edit.after());
        }
    }

    record EditsShape(String meeting, List<EditShape> edits) {}

    record FoundShape(int places, int segments, boolean replaced) {}

    record WordShape(long id, String heard, String written, Instant at, String by) {
        static WordShape of(RoomWord word) {
            return new WordShape(word.id(), word.heard(), word.written(), word.at(), word.by());
        }
    }

    record VocabularyShape(String room, List<WordShape> words) {}

    private Answer history(Meeting meeting) {
        return Answer.json(
                new EditsShape(
                        meeting.id(),
                        edits.history(meeting.id()).stream().map(EditShape::of).toList()));
    }

    private Answer edit(Call call) {
        var meeting = call.meeting(meetings);
        var number = call.path("number", Long::parseLong, NO_SEGMENT);
        var text = call.body(Text.class).text();
        edits.edit(meeting.room(), meeting.id(), number, text, call.person());
        return history(meeting);
    }

    private Answer restore(Call call) {
        var meeting = call.meeting(meetings);
        var edit = call.path("edit", Long::parseLong, NO_EDIT);
        var _ = call.body(Nothing.class);
        edits.restore(meeting.room(), meeting.id(), edit, call.person());
        return history(meeting);
    }

    private Answer replace(Call call) {
        var meeting = call.meeting(meetings);
        var wanted = call.body(Replace.class);
        var search =
                new Search(
                        wanted.find(), wanted.replace(), wanted.matchCase(), wanted.wholeWords());
        return wanted.dryRun()
                ? answer(edits.find(meeting.id(), search), false)
                : answer(edits.replace(meeting.room(), meeting.id(), search, call.person()), true);
    }

    private static Answer answer(Found found, boolean replaced) {
        return Answer.json(new FoundShape(found.places(), found.segments(), replaced));
    }

    private Answer vocabulary(RoomId room) {
        return Answer.json(
                new VocabularyShape(
                        room.value(), words.words(room).stream().map(WordShape::of).toList()));
    }

    private Answer add(Call call) {
        var room = room(call);
        var always = call.body(Always.class);
        var _ = words.put(room, always.heard(), always.written(), call.person());
        return vocabulary(room);
    }

    private Answer remove(Call call) {
        var room = room(call);
        words.remove(room, call.path("word", Long::parseLong, NO_WORD));
        return vocabulary(room);
    }

    private static RoomId room(Call call) {
        return call.path("id", RoomId::new, NO_ROOM);
    }
}
