package io.roomscribe.device.outbox;

import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import java.util.concurrent.CompletableFuture;

/// The way to the hub over one connection; a new connection is a new route.
public interface FrameRoute {

    /// Whether the broker takes a message as large as this frame becomes.
    boolean fits(OutboxFrame frame);

    /// Sends a frame, waiting for room on the way. The future holds the broker's answer, or fails
    /// when the connection ended first.
    CompletableFuture<PublishResult> send(OutboxFrame frame) throws InterruptedException;

    /// Asks for a new connection, since this one leads nowhere.
    void restart(String why);
}
