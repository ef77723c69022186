package io.roomscribe.hub.dashboard.live;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// The live connections: everything, one room, one meeting. Each runs on its request's own virtual
/// thread with a queue of its own, so one that reads slowly holds up nobody.
///
/// Thread-safe.
public final class LiveRoutes implements AutoCloseable {
    private static final String NO_ROOM = "There is no room of that id.";

    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final HubEvents events;
    private final LongSupplier accessChanges;
    private final LiveConfig config;
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean closed;

    /// @param accessChanges grows whenever somebody may have lost a right
    public LiveRoutes(
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            HubEvents events,
            LongSupplier accessChanges) {
        this(
                fleet,
                meetings,
                transcripts,
                speakers,
                summaries,
                events,
                accessChanges,
                LiveConfig.defaults());
    }

    LiveRoutes(
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            HubEvents events,
            LongSupplier accessChanges,
            LiveConfig config) {
        this.speakers = speakers;
        this.fleet = fleet;
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.summaries = summaries;
        this.events = events;
        this.accessChanges = accessChanges;
        this.config = config;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("/api/v1/live", this::everything),
                Route.of("/api/v1/rooms/{id}/live", this::room),
                Route.of("/api/v1/meetings/{id}/live", this::meeting, "after"));
    }

    /// How many are reading now.
    public int readers() {
        return readers.get();
    }

    /// Ends every connection at its next turn. Readers come back by themselves.
    @Override
    public void close() {
        closed = true;
    }

    private void everything(ServerRequest request, ServerResponse response) {
        serve(
                request,
                response,
                LiveFilter.everything(new Call(request).rooms()),
                OptionalLong.empty());
    }

    private void room(ServerRequest request, ServerResponse response) {
        var room =
                fleet.room(new Call(request).path("id", RoomId::new, NO_ROOM))
                        .orElseThrow(() -> ProblemException.notFound(NO_ROOM));
        serve(request, response, LiveFilter.room(room.id()), OptionalLong.empty());
    }

    private void meeting(ServerRequest request, ServerResponse response) {
        var call = new Call(request);
        var meeting = call.meeting(meetings);
        var after = call.number("after", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        serve(
                request,
                response,
                LiveFilter.meeting(meeting),
                after == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(after));
    }

    private void serve(
            ServerRequest request, ServerResponse response, LiveFilter filter, OptionalLong after) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            response.send();
            return;
        }
        if (closed || readers.incrementAndGet() > config.readersMax()) {
            readers.decrementAndGet();
            throw ProblemException.unavailable(
                    "Too many live connections. Close some pages, or try again in a minute.");
        }
        try (var subscription = events.subscribe();
                var sink = response.sink(SseSink.TYPE)) {
            var writer = new LiveWriter(meetings, transcripts, speakers, summaries, sink);
            var call = new Call(request);
            var stream =
                    new LiveStream(
                            subscription,
                            filter,
                            writer,
                            config.heartbeat(),
                            accessChanges,
                            call::isStillPermitted);
            stream.begin(call.header("Last-Event-ID"), after);
            while (!closed && stream.turn()) {
                // Until the reader goes, or may not read any more.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.decrementAndGet();
        }
    }
}
