package io.roomscribe.hub.ingest;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.supervision.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Partials and levels straight to the events, past the database. When its queue is full the newest
/// is dropped and counted: the one after it replaces it anyway.
///
/// Thread-safe; decodes on its task's thread.
final class LiveFeed {
    private static final int QUEUE_LENGTH = 256;
    private static final Duration IDLE = Duration.ofMillis(500);

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Heard(DeviceId device, byte[] payload) {}

    private final HubEvents events;
    private final IngestCounters counters;
    private final Function<DeviceId, Optional<RoomId>> roomOf;
    private final ClockComparison clocks;
    private final MessageCodec codec = new MessageCodec();
    private final BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);

    /// @param roomOf the room that a box last said it stands in
    LiveFeed(
            HubEvents events,
            IngestCounters counters,
            Function<DeviceId, Optional<RoomId>> roomOf,
            ClockComparison clocks) {
        this.clocks = clocks;
        this.events = events;
        this.counters = counters;
        this.roomOf = roomOf;
    }

    void offer(DeviceId device, byte[] payload) {
        if (!queue.offer(new Heard(device, payload))) {
            counters.liveDroppedOne();
        }
    }

    void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var heard = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (heard != null) {
                publish(heard);
            }
        }
    }

    private void publish(Heard heard) {
        try {
            var envelope = codec.decode(heard.payload());
            if (!envelope.device().equals(heard.device())) {
                counters.garbageSeen();
                return;
            }
            clocks.heard(heard.device(), envelope.sentAt());
            roomOf.apply(heard.device())
                    .ifPresent(room -> publish(room, heard.device(), envelope.body()));
        } catch (ProtocolException | IllegalArgumentException e) {
            counters.garbageSeen();
        }
    }

    private void publish(RoomId room, DeviceId device, Message message) {
        switch (message) {
            case Message.Partial partial ->
                    events.publish(
                            new HubEvent.PartialHeard(
                                    room, device, partial.text(), partial.capturedAt()));
            case Message.Level level ->
                    events.publish(
                            new HubEvent.LevelHeard(
                                    room, device, level.peakDbfs(), level.rmsDbfs()));
            case Message.Birth _,
                    Message.OutboxFrame _,
                    Message.Ack _,
                    Message.Command _,
                    Message.Reply _,
                    Message.TwinDesired _,
                    Message.TwinReported _ ->
                    counters.garbageSeen();
        }
    }
}
