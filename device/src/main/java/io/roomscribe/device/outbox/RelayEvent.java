package io.roomscribe.device.outbox;

import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Message;

/// What the relay hears, in the order it happened.
sealed interface RelayEvent {
    record Connected(FrameRoute route) implements RelayEvent {}

    record Disconnected() implements RelayEvent {}

    /// @param stream the one it speaks of, which may be closed by the time it is handled
    /// @param isRetained the broker had kept it: it tells where the hub was, not that it is there
    record HubAck(StreamId stream, Message.Ack ack, boolean isRetained) implements RelayEvent {}

    /// The broker's answer to a frame.
    record Answered(FrameRoute route, long from, long to, PublishResult result)
            implements RelayEvent {}

    record Appended() implements RelayEvent {}
}
