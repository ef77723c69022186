package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.transcript.RoomWords;
import io.roomscribe.hub.transcript.SegmentEdit;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptEdits.Found;
import io.roomscribe.hub.transcript.TranscriptEdits.Search;
import java.util.List;
import java.util.Map;

/// What a meeting's page changes about its text, by forms.
///
/// Thread-safe.
final class TranscriptPages {
    private static final String NO_SEGMENT = "This meeting has no such segment.";
    private static final String NO_EDIT = "This meeting has no such correction.";

    private final MeetingStore meetings;
    private final TranscriptEdits edits;
    private final RoomWords words;
    private final Times times;
    private final MeetingPages.Templates templates;
    private final Route.Answerer transcript;

    /// @param transcript answers with the transcript as it is then
    TranscriptPages(
            MeetingStore meetings,
            TranscriptEdits edits,
            RoomWords words,
            Times times,
            MeetingPages.Templates templates,
            Route.Answerer transcript) {
        this.meetings = meetings;
        this.edits = edits;
        this.words = words;
        this.times = times;
        this.templates = templates;
        this.transcript = transcript;
    }

    /// A correction as the page shows it.
    record Was(long id, String at, String by, String how, String text) {}

    List<Route> routes() {
        return List.of(
                Route.changing(Method.POST, "/meetings/{id}/segments/{number}/text", this::edit),
                Route.answering("/meetings/{id}/segments/{number}/history", this::history),
                Route.changing(Method.POST, "/meetings/{id}/edits/{edit}/restore", this::restore),
                Route.changing(Method.POST, "/meetings/{id}/replace", this::replace));
    }

    private Answer edit(Call call) {
        var meeting = call.meeting(meetings);
        edits.edit(
                meeting.room(),
                meeting.id(),
                call.path("number", Long::parseLong, NO_SEGMENT),
                call.form("text"),
                call.person());
        return transcript.answer(call);
    }

    private Answer restore(Call call) {
        var meeting = call.meeting(meetings);
        edits.restore(
                meeting.room(),
                meeting.id(),
                call.path("edit", Long::parseLong, NO_EDIT),
                call.person());
        return transcript.answer(call);
    }

    private Answer history(Call call) {
        var meeting = call.meeting(meetings);
        long number = call.path("number", Long::parseLong, NO_SEGMENT);
        var was =
                edits.history(meeting.id()).stream()
                        .filter(edit -> edit.segment() == number)
                        .map(this::was)
                        .toList();
        return Answer.html(
                200,
                templates.render("history.jte", Map.of("meeting", meeting.id(), "history", was)));
    }

    private Was was(SegmentEdit edit) {
        var how =
                switch (edit.kind()) {
                    case TYPED -> "history.corrected";
                    case REPLACED -> "history.replaced";
                    case VOCABULARY -> "history.vocabulary";
                    case RESTORED -> "history.restored";
                };
        return new Was(edit.id(), times.clock(edit.at()), edit.by(), Texts.of(how), edit.before());
    }

    private Answer replace(Call call) {
        var meeting = call.meeting(meetings);
        var find = call.form("find");
        var with = call.form("replace");
        var found =
                switch (call.form("do")) {
                    case "replace" ->
                            edits.replace(
                                    meeting.room(),
                                    meeting.id(),
                                    new Search(find, with, false, true),
                                    call.person());
                    case "always" ->
                            edits.always(
                                    meeting.room(),
                                    meeting.id(),
                                    words.put(meeting.room(), find, with, call.person()));
                    default ->
                            throw ProblemException.badRequest(
                                    "The page replaces here, or always in this room.");
                };
        return Answer.html(200, templates.render("done.jte", Map.of("text", text(found))));
    }

    private static String text(Found found) {
        if (found.places() == 0) {
            return Texts.of("find.nowhere");
        }
        return found.places() == 1
                ? Texts.of("find.replaced-one")
                : Texts.of("find.replaced-many", found.places());
    }
}
