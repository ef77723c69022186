package io.roomscribe.device.outbox;

import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Message;

/// What the relay hears, in the order it happened.
sealed interface RelayEvent {
    record Connected(FrameRoute route) implements RelayEvent {}

    record Disconnected() implements RelayEvent {}

    /// @param isRetained the broker had kept it: it tells where the hub was, not that it is there
    record HubAck(Message.Ack ack, boolean isRetained) implements RelayEvent {}

    /// The broker's answer to a frame.
    record Answered(FrameRoute route, long from, long to, PublishResult result)
            implements RelayEvent {}

    record Appended() implements RelayEvent {}
}
