package io.roomscribe.device.link;

import io.roomscribe.device.outbox.FrameRoute;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.link.Will;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Everything said over one connection, under one session id: the birth, its will, frames and live
/// messages.
///
/// Thread-safe.
final class Session implements FrameRoute {
    /// Fixed header, topic, packet id and properties of a PUBLISH, generously.
    private static final int PACKET_OVERHEAD = 160;

    /// No frame becomes as large, so it need not be measured.
    private static final long PACKET_BYTES_ENOUGH = 4L * 1024 * 1024;

    private final DeviceFacts facts;
    private final Outbox outbox;
    private final MessageCodec codec;
    private final Clock clock;
    private final UUID id;
    private final Consumer<String> onRestart;
    private final AtomicLong said = new AtomicLong();
    private final CompletableFuture<MqttLink> link = new CompletableFuture<>();

    Session(
            DeviceFacts facts,
            Outbox outbox,
            MessageCodec codec,
            Clock clock,
            UUID id,
            Consumer<String> onRestart) {
        this.facts = facts;
        this.outbox = outbox;
        this.codec = codec;
        this.clock = clock;
        this.id = id;
        this.onRestart = onRestart;
    }

    /// What the broker says in our name when the connection breaks.
    Will will() {
        return new Will(
                Topics.birth(facts.identity().id()),
                codec.encode(envelope(birth(false, DeviceState.OFFLINE))),
                1,
                true,
                Duration.ZERO);
    }

    void use(MqttLink connected) {
        link.complete(connected);
    }

    private Message.Birth birth(boolean online, DeviceState state) {
        var position = outbox.position();
        return new Message.Birth(
                online,
                id,
                facts.identity().room(),
                facts.identity().roomName(),
                facts.softwareVersion(),
                position.first(),
                position.last(),
                facts.clock().get(),
                state);
    }

    private Envelope envelope(Message message) {
        return Envelope.of(
                facts.identity().id(),
                outbox.stream(),
                said.incrementAndGet(),
                clock.instant(),
                message);
    }

    /// Says that we are here, or that we leave.
    CompletableFuture<PublishResult> sayBirth(boolean online, DeviceState state)
            throws InterruptedException {
        return link.join()
                .publish(
                        Topics.birth(facts.identity().id()),
                        codec.encode(envelope(birth(online, state))),
                        1,
                        true);
    }

    /// Leaves in order: the retained birth says so, and the broker forgets the will.
    void sayGoodbye(Duration timeout) throws InterruptedException {
        try {
            var _ =
                    sayBirth(false, DeviceState.OFFLINE)
                            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The will says the same.
        }
    }

    /// Says something that is worth nothing later; dropped when the way is not free.
    void sayLive(Message message) {
        link.join().offer(Topics.live(facts.identity().id()), codec.encode(envelope(message)));
    }

    /// What is in force of the desired configuration.
    void sayTwin(Message.TwinReported twin) throws InterruptedException {
        var _ =
                link.join()
                        .publish(
                                Topics.twinReported(facts.identity().id()),
                                codec.encode(envelope(twin)),
                                1,
                                true);
    }

    /// Answers a command.
    void sayReply(Message.Reply reply) throws InterruptedException {
        var _ =
                link.join()
                        .publish(
                                Topics.reply(facts.identity().id()),
                                codec.encode(envelope(reply)),
                                1,
                                false);
    }

    @Override
    public boolean fits(OutboxFrame frame) {
        var bytesMax = link.join().packetBytesMax();
        return bytesMax >= PACKET_BYTES_ENOUGH
                || encoded(frame).length + PACKET_OVERHEAD <= bytesMax;
    }

    @Override
    public CompletableFuture<PublishResult> send(OutboxFrame frame) throws InterruptedException {
        return link.join().publish(Topics.outbox(facts.identity().id()), encoded(frame), 1, false);
    }

    private byte[] encoded(OutboxFrame frame) {
        return codec.encode(
                Envelope.of(
                        facts.identity().id(),
                        outbox.stream(),
                        frame.entries().getFirst().sequence(),
                        clock.instant(),
                        frame));
    }

    @Override
    public void restart(String why) {
        onRestart.accept(why);
    }
}
