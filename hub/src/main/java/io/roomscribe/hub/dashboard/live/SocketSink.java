package io.roomscribe.hub.dashboard.live;

import io.helidon.websocket.WsSession;
import io.roomscribe.hub.dashboard.route.Json;
import java.util.Optional;

/// WebSocket: one text message an event, `{"event":"segment","id":"12","data":{...}}` with the data
/// of the event stream; `{"event":"beat"}` when nothing else happens.
final class SocketSink implements LiveSink {
    private final WsSession session;

    SocketSink(WsSession session) {
        this.session = session;
    }

    /// What one message is.
    record Frame(String event, Optional<String> id, Optional<LiveMessage> data) {}

    @Override
    public void write(LiveMessage message) {
        send(new Frame(message.name(), message.id(), Optional.of(message)));
    }

    @Override
    public void beat(String comment) {
        send(new Frame("beat", Optional.empty(), Optional.empty()));
    }

    private void send(Frame frame) {
        session.send(Json.line(frame), true);
    }
}
