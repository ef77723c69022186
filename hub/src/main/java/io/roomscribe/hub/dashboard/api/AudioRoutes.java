package io.roomscribe.hub.dashboard.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.audio.AudioDesk;
import io.roomscribe.hub.audio.AudioException;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.util.Base64;
import java.util.List;

/// What was said, to be heard.
///
/// Thread-safe.
public final class AudioRoutes {
    private static final String NO_SEGMENT = "There is no such segment in this meeting.";

    private final TranscriptStore transcripts;
    private final AudioDesk desk;

    public AudioRoutes(TranscriptStore transcripts, AudioDesk desk) {
        this.transcripts = transcripts;
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("/api/v1/meetings/{id}/segments/{number}/audio", this::audio, "from"));
    }

    private void audio(ServerRequest request, ServerResponse response) throws InterruptedException {
        var call = new Call(request);
        var segment = find(call);
        var from = call.number("from", 0, Math.max(0, segment.samples() - 1), 0);
        var piece = AudioDesk.piece(segment, from);
        try {
            var clip = desk.of(segment, from);
            response.headers().set(HeaderNames.CONTENT_TYPE, "audio/ogg");
            response.headers().set(HeaderNames.CACHE_CONTROL, "private, no-store");
            response.headers()
                    .set(
                            HeaderNames.create("Audio-Lead-Samples"),
                            Long.toString(piece.firstSample() - clip.stretch().firstSample()));
            response.headers()
                    .set(
                            HeaderNames.create("Audio-Following-Samples"),
                            Long.toString(segment.samples() - from - piece.samples()));
            response.send(Base64.getDecoder().decode(clip.ogg()));
        } catch (AudioException e) {
            throw e.code() == AudioException.Code.REFUSED
                    ? ProblemException.conflict(e.getMessage())
                    : ProblemException.unavailable(e.getMessage());
        }
    }

    private Segment find(Call call) {
        var number = call.path("number", Long::parseLong, NO_SEGMENT);
        return transcripts
                .segment(number)
                .filter(segment -> segment.meeting().equals(call.path("id")))
                .orElseThrow(() -> ProblemException.notFound(NO_SEGMENT));
    }
}
