package io.roomscribe.hub.dashboard.live;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;
import io.roomscribe.hub.dashboard.route.Json;

/// Server-sent events. Segments carry their number as the event's id, so that a reader who was cut
/// off says where.
final class EventStreamSink implements LiveSink {
    private final SseSink sink;

    EventStreamSink(SseSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(LiveMessage message) {
        var event = SseEvent.builder().name(message.name()).data(Json.line(message));
        message.id().ifPresent(event::id);
        sink.emit(event.build());
    }

    /// A comment, and with it an event that nobody listens to: Helidon 4.3.0 can't write an event
    /// without data.
    @Override
    public void beat(String comment) {
        sink.emit(SseEvent.builder().comment(comment).name("beat").data("").build());
    }
}
