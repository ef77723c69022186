package io.roomscribe.hub.ingest;

import io.roomscribe.hub.ingest.Committer.Told;
import io.roomscribe.hub.ingest.Inbox.Watermark;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.protocol.supervision.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells boxes, retained, how far their streams are committed. Says what the database says at the
/// moment of sending, so that a box named several times meanwhile is told once and the newest. Not
/// connected: forgets, since each new link announces every stream.
///
/// Thread-safe; sends on its task's thread, so that a slow broker never holds up the committer.
final class AckSender {
    private static final Duration IDLE = Duration.ofMillis(500);

    private final HubDatabase database;
    private final UUID epoch;
    private final int pace;
    private final Clock clock;
    private final MessageCodec codec = new MessageCodec();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final LinkedHashSet<Told> waiting = new LinkedHashSet<>();
    private @Nullable MqttLink link;

    AckSender(HubDatabase database, UUID epoch, int pace, Clock clock) {
        this.database = database;
        this.epoch = epoch;
        this.pace = pace;
        this.clock = clock;
    }

    /// From now on sends through `link`, beginning with every box's newest stream.
    void connected(MqttLink newLink) {
        lock.lock();
        try {
            link = newLink;
        } finally {
            lock.unlock();
        }
        // After the link is there: what was committed before that is read here, what comes later
        // is told. Read before, a commit in between would be neither.
        tell(
                database.read(Inbox::newestStreams).entrySet().stream()
                        .map(one -> new Told(one.getKey(), one.getValue()))
                        .toList());
    }

    void disconnected() {
        lock.lock();
        try {
            link = null;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    void tell(Collection<Told> told) {
        lock.lock();
        try {
            if (link != null) {
                waiting.addAll(told);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var next = next();
            if (next.isPresent()) {
                send(next.get());
            }
        }
    }

    private record Sending(MqttLink link, Told told) {}

    private Optional<Sending> next() throws InterruptedException {
        lock.lock();
        try {
            var nanosLeft = IDLE.toNanos();
            while (waiting.isEmpty() && nanosLeft > 0) {
                nanosLeft = filled.awaitNanos(nanosLeft);
            }
            var current = link;
            return current == null || waiting.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Sending(current, waiting.removeFirst()));
        } finally {
            lock.unlock();
        }
    }

    private void send(Sending sending) throws InterruptedException {
        var device = sending.told().device();
        var bytes = codec.encode(ack(sending.told()));
        try {
            var _ = sending.link().publish(Topics.ack(device), bytes, 1, true);
        } catch (LinkException e) {
            // The link's owner has heard of it and connects again.
        }
    }

    private Envelope ack(Told told) {
        return database.read(handle -> {
            var watermark = Inbox.watermark(handle, told.device(), told.stream());
            var through = watermark.map(Watermark::through).orElse(0L);
            var hash = watermark.map(Watermark::throughHash).filter(it -> !it.isEmpty());
            var beyond = Inbox.beyond(handle, told.device(), told.stream(), through);
            return Envelope.of(
                    told.device(),
                    told.stream(),
                    0,
                    clock.instant(),
                    new Message.Ack(
                            through, beyond, epoch, pace, through == 0 ? Optional.empty() : hash));
        });
    }
}
