package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Sends boxes what the hub asks of them. Remembers nothing: without a connection it says so, and
/// whoever asked asks again.
///
/// Thread-safe; waits while too much is under way.
public final class DeviceSender {
    private final Clock clock;
    private final MessageCodec codec = new MessageCodec();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable MqttLink link;

    public DeviceSender(Clock clock) {
        this.clock = clock;
    }

    /// Told on the link's thread when there is a connection: only enqueue there.
    public void onConnected(Runnable listener) {
        listeners.add(listener);
    }

    void connected(MqttLink newLink) {
        link = newLink;
        listeners.forEach(Runnable::run);
    }

    void disconnected() {
        link = null;
    }

    /// @return false when it did not leave
    public boolean command(DeviceId device, Message.Command command) throws InterruptedException {
        var current = link;
        if (current == null) {
            return false;
        }
        var life = Duration.between(clock.instant(), command.expiresAt());
        try {
            var _ = current.publishExpiring(Topics.command(device), encode(device, command), life);
            return true;
        } catch (LinkException e) {
            return false;
        }
    }

    /// @return false when it did not leave
    public boolean desired(DeviceId device, Message.TwinDesired twin) throws InterruptedException {
        var current = link;
        if (current == null) {
            return false;
        }
        try {
            var _ = current.publish(Topics.twinDesired(device), encode(device, twin), 1, true);
            return true;
        } catch (LinkException e) {
            return false;
        }
    }

    private byte[] encode(DeviceId device, Message message) {
        return codec.encode(Envelope.of(device, Message.NO_STREAM, 0, clock.instant(), message));
    }
}
