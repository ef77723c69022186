package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A box that is nothing but its connection: hears what the hub asks and answers as it is told.
final class TestDevice implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final StreamId STREAM = new StreamId(7);

    final List<Message> heard = new CopyOnWriteArrayList<>();
    private final MessageCodec codec = new MessageCodec();
    private final DeviceId id;
    private final MqttLink link;

    private TestDevice(DeviceId id, URI broker, String password) {
        this.id = id;
        var config =
                new LinkConfig(
                        broker,
                        id.value(),
                        id.value(),
                        password,
                        true,
                        Duration.ZERO,
                        16,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        false);
        var listener =
                new LinkListener() {
                    @Override
                    public void received(ReceivedMessage message) {
                        heard.add(codec.decode(message.payload()).body());
                    }

                    @Override
                    public void lost(LinkException why) {}
                };
        this.link = MqttLink.connect(config, Optional.empty(), listener, TIMEOUT);
    }

    static TestDevice connect(DeviceId id, URI broker, String password) {
        var device = new TestDevice(id, broker, password);
        device.link.subscribe(Map.of(Topics.command(id), 1, Topics.twinDesired(id), 1), TIMEOUT);
        return device;
    }

    List<Message.Command> commands() {
        return heard.stream()
                .filter(Message.Command.class::isInstance)
                .map(Message.Command.class::cast)
                .toList();
    }

    void says(boolean online, UUID session) {
        publish(
                Topics.birth(id),
                new Message.Birth(
                        online,
                        session,
                        new RoomId("boardroom"),
                        "Boardroom",
                        "1.0",
                        1,
                        0,
                        ClockQuality.NTP,
                        online ? DeviceState.RECORDING : DeviceState.OFFLINE),
                true);
    }

    void answers(Message.Command command, CommandOutcome outcome) {
        publish(
                Topics.reply(id),
                new Message.Reply(command.id(), outcome, "", Instant.EPOCH, CommandResult.NOTHING),
                false);
    }

    void reports(Message.TwinReported twin) {
        publish(Topics.twinReported(id), twin, true);
    }

    private void publish(String topic, Message message, boolean retained) {
        try {
            var envelope = Envelope.of(id, STREAM, 0, Instant.EPOCH, message);
            link.publish(topic, codec.encode(envelope), 1, retained)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("cannot publish", e);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
