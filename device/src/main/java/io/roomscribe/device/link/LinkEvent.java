package io.roomscribe.device.link;

import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Message;

/// What the link's thread hears while connected.
sealed interface LinkEvent {
    record Received(ReceivedMessage message) implements LinkEvent {}

    record Lost(LinkException why) implements LinkEvent {}

    record Restart(String why) implements LinkEvent {}

    record Report(Message.TwinReported twin) implements LinkEvent {}

    record Reply(Message.Reply reply) implements LinkEvent {}

    /// @param saidNanos when it was said, since it is worth nothing two seconds later
    record Live(Message message, long saidNanos) implements LinkEvent {}
}
