package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.api.ApiShapes.ProfileEventShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.ProfileShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.ProfilesShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SpeakerChangeShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SpeakerChangesShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SpeakersShape;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerEdits;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.speaker.VoiceProfiles;
import java.util.HashSet;
import java.util.List;

/// Who speaks in a meeting, and what people say about it. A voice's vector is in no answer.
///
/// Thread-safe.
public final class SpeakerRoutes {
    private static final String MEETING = "/api/v1/meetings/{id}";
    private static final String NO_SEGMENT = "This meeting has no such segment.";

    private final MeetingStore meetings;
    private final SpeakerStore speakers;
    private final SpeakerEdits edits;
    private final VoiceProfiles profiles;

    public SpeakerRoutes(
            MeetingStore meetings,
            SpeakerStore speakers,
            SpeakerEdits edits,
            VoiceProfiles profiles) {
        this.meetings = meetings;
        this.speakers = speakers;
        this.edits = edits;
        this.profiles = profiles;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering(MEETING + "/speakers", this::list),
                Route.answering(MEETING + "/speaker-changes", this::changes),
                Route.changing(Method.PUT, MEETING + "/speakers/{label}", this::rename),
                Route.changing(Method.POST, MEETING + "/speakers/{label}/merge", this::merge),
                Route.changing(Method.POST, MEETING + "/speakers/{label}/split", this::split),
                Route.changing(Method.POST, MEETING + "/speakers/{label}/profile", this::keep),
                Route.changing(Method.PUT, MEETING + "/segments/{number}/speaker", this::reassign),
                Route.answering("/api/v1/profiles", _ -> profiles()),
                Route.changing(Method.DELETE, "/api/v1/profiles/{id}", this::forget));
    }

    record Name(String name) {}

    record Into(String into) {}

    record Segments(List<Long> segments) {}

    record Consent(boolean consent) {}

    record Who(String speaker) {}

    private Answer list(Call call) {
        return answer(speakers.speakers(call.meeting(meetings).id()));
    }

    private Answer changes(Call call) {
        var meeting = call.meeting(meetings).id();
        return Answer.json(
                new SpeakerChangesShape(
                        meeting,
                        speakers.changes(meeting).stream().map(SpeakerChangeShape::of).toList()));
    }

    private Answer rename(Call call) {
        var meeting = call.meeting(meetings);
        var name = call.body(Name.class).name();
        return answer(edits.rename(meeting, call.path("label"), name));
    }

    private Answer merge(Call call) {
        var meeting = call.meeting(meetings);
        var into = call.body(Into.class).into();
        return answer(edits.merge(meeting, call.path("label"), into));
    }

    private Answer split(Call call) {
        var meeting = call.meeting(meetings);
        var segments = new HashSet<>(call.body(Segments.class).segments());
        segments.remove(null);
        return answer(edits.split(meeting, call.path("label"), segments));
    }

    private Answer reassign(Call call) {
        var meeting = call.meeting(meetings);
        var number = call.path("number", Long::parseLong, NO_SEGMENT);
        var who = call.body(Who.class).speaker();
        return answer(edits.reassign(meeting, number, who));
    }

    private Answer keep(Call call) {
        var meeting = call.meeting(meetings);
        if (!call.body(Consent.class).consent()) {
            throw ProblemException.unprocessable(
                    "A voice is kept only when the person it belongs to has agreed: 'consent' must be"
                            + " true.");
        }
        return Answer.json(ProfileShape.of(profiles.create(meeting.id(), call.path("label"))));
    }

    private Answer forget(Call call) {
        profiles.delete(call.path("id"));
        return profiles();
    }

    private Answer profiles() {
        return Answer.json(
                new ProfilesShape(
                        profiles.profiles().stream().map(ProfileShape::of).toList(),
                        profiles.events().stream().map(ProfileEventShape::of).toList()));
    }

    private static Answer answer(Speakers speakers) {
        return Answer.json(SpeakersShape.of(speakers));
    }
}
