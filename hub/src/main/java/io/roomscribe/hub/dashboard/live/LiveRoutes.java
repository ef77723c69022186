package io.roomscribe.hub.dashboard.live;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.helidon.webserver.websocket.WsRouting;
import io.roomscribe.hub.account.RoomScope;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The live connections: everything, one room, one meeting, as server-sent events on the request's
/// own virtual thread, or as WebSocket.
///
/// Thread-safe.
public final class LiveRoutes implements AutoCloseable {
    private static final String NO_ROOM = "There is no room of that id.";

    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final LiveReaders readers;

    /// @param accessChanges grows whenever somebody may have lost a right
    public LiveRoutes(
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            HubEvents events,
            LongSupplier accessChanges) {
        this.fleet = fleet;
        this.meetings = meetings;
        this.readers =
                new LiveReaders(
                        meetings,
                        transcripts,
                        speakers,
                        summaries,
                        events,
                        accessChanges,
                        LiveConfig.defaults());
    }

    public List<Route> routes() {
        return List.of(
                Route.of("/api/v1/live", events(new Everything())),
                Route.of("/api/v1/rooms/{id}/live", events(new OfRoom(fleet))),
                Route.of("/api/v1/meetings/{id}/live", events(new OfMeeting(meetings)), "after"));
    }

    /// The same addresses for who asks for a WebSocket.
    public WsRouting.Builder sockets(HandshakeGate gate) {
        return WsRouting.builder()
                .endpoint("/api/v1/live", () -> socket(gate, new Everything()))
                .endpoint("/api/v1/rooms/{id}/live", () -> socket(gate, new OfRoom(fleet)))
                .endpoint(
                        "/api/v1/meetings/{id}/live", () -> socket(gate, new OfMeeting(meetings)));
    }

    private LiveSocket socket(HandshakeGate gate, LiveSocket.Address address) {
        return new LiveSocket(readers, gate, address);
    }

    private record Everything() implements LiveSocket.Address {
        @Override
        public String route() {
            return "GET /api/v1/live";
        }

        @Override
        public LiveFilter filter(Supplier<String> id, RoomScope rooms) {
            return LiveFilter.everything(rooms);
        }
    }

    private record OfRoom(FleetStore fleet) implements LiveSocket.Address {
        @Override
        public String route() {
            return "GET /api/v1/rooms/{id}/live";
        }

        @Override
        public LiveFilter filter(Supplier<String> id, RoomScope rooms) {
            return room(id.get())
                    .flatMap(fleet::room)
                    .map(room -> LiveFilter.room(room.id()))
                    .orElseThrow(() -> ProblemException.notFound(NO_ROOM));
        }

        private static Optional<RoomId> room(String id) {
            try {
                return Optional.of(new RoomId(id));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private record OfMeeting(MeetingStore meetings) implements LiveSocket.Address {
        @Override
        public String route() {
            return "GET /api/v1/meetings/{id}/live";
        }

        @Override
        public LiveFilter filter(Supplier<String> id, RoomScope rooms) {
            return meetings.meeting(id.get())
                    .map(LiveFilter::meeting)
                    .orElseThrow(ProblemException::noMeeting);
        }
    }

    /// How many are reading now.
    public int readers() {
        return readers.count();
    }

    /// Ends every connection at its next turn. Readers come back by themselves.
    @Override
    public void close() {
        readers.close();
    }

    private Handler events(LiveSocket.Address address) {
        return (request, response) -> {
            var call = new Call(request);
            var filter = address.filter(() -> call.path("id"), call.rooms());
            var after = call.number("after", 0, Long.MAX_VALUE, Long.MAX_VALUE);
            serve(
                    request,
                    response,
                    filter,
                    after == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(after));
        };
    }

    private void serve(
            ServerRequest request, ServerResponse response, LiveFilter filter, OptionalLong after) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            response.send();
            return;
        }
        if (!readers.enter()) {
            throw ProblemException.unavailable(
                    "Too many live connections. Close some pages, or try again in a minute.");
        }
        try (var sink = response.sink(SseSink.TYPE)) {
            var call = new Call(request);
            readers.tell(
                    new EventStreamSink(sink),
                    new LiveReaders.Wish(filter, call.header("Last-Event-ID"), after),
                    call::isStillPermitted,
                    () -> false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.leave();
        }
    }
}
