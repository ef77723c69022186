package io.roomscribe.device.link;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.testkit.Await;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// As much of a hub as the link needs: takes frames, keeps what is ahead of a hole, checks the
/// chain, acknowledges.
public final class TestHub implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final UUID EPOCH = new UUID(3, 3);

    private final MessageCodec codec = new MessageCodec();
    private final BlockingQueue<ReceivedMessage> inbox = new LinkedBlockingQueue<>();
    private final List<Long> sequences = new CopyOnWriteArrayList<>();
    private final List<EntryBody> bodies = new CopyOnWriteArrayList<>();
    private final List<Message.Birth> births = new CopyOnWriteArrayList<>();
    private final List<Message.Reply> replies = new CopyOnWriteArrayList<>();
    private final List<Message.TwinReported> twins = new CopyOnWriteArrayList<>();
    private final List<Message> live = new CopyOnWriteArrayList<>();
    private final TreeMap<Long, Entry> waiting = new TreeMap<>();
    private final DeviceId device;
    private final Thread thread;
    private volatile boolean acknowledges = true;
    private volatile boolean closed;
    private final AtomicInteger brokenLinks = new AtomicInteger();
    private volatile @Nullable MqttLink link;
    private @Nullable String lastHash;
    private long through;

    private TestHub(DeviceId device, long through) {
        this.device = device;
        this.through = through;
        this.thread = Thread.ofVirtual().name("test hub").unstarted(this::run);
    }

    public static TestHub connect(URI broker, DeviceId device) {
        return connect(broker, device, 0);
    }

    /// A hub that has everything up to `through` from an earlier life.
    public static TestHub connect(URI broker, DeviceId device, long through) {
        var hub = new TestHub(device, through);
        var config =
                new LinkConfig(
                        broker,
                        "hub",
                        "",
                        "",
                        true,
                        Duration.ZERO,
                        64,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        false);
        var listener =
                new LinkListener() {
                    @Override
                    public void received(ReceivedMessage message) {
                        hub.inbox.add(message);
                    }

                    @Override
                    public void lost(LinkException why) {}
                };
        var link = MqttLink.connect(config, Optional.empty(), listener, SOON);
        hub.link = link;
        link.subscribe(
                Map.of(
                        Topics.allDevices("outbox"), 1,
                        Topics.allDevices("birth"), 1,
                        Topics.allDevices("reply"), 1,
                        Topics.allDevices("twin/reported"), 1,
                        Topics.allDevices("live"), 0),
                SOON);
        hub.thread.start();
        return hub;
    }

    private void run() {
        try {
            while (!closed) {
                take(codec.decode(inbox.take().payload()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Envelope envelope) throws InterruptedException {
        switch (envelope.body()) {
            case Message.OutboxFrame frame -> {
                for (var entry : frame.entries()) {
                    take(envelope.stream(), entry);
                }
                acknowledge(envelope.stream());
            }
            case Message.Birth birth -> births.add(birth);
            case Message.Partial partial -> live.add(partial);
            case Message.Level level -> live.add(level);
            case Message.Reply reply -> replies.add(reply);
            case Message.TwinReported reported -> twins.add(reported);
            case Message.Ack _, Message.Command _, Message.TwinDesired _ ->
                    throw new AssertionError("nobody sends us these");
        }
    }

    private void take(StreamId stream, Entry entry) {
        if (entry.sequence() != through + 1) {
            if (entry.sequence() > through) {
                waiting.put(entry.sequence(), entry);
            }
            return;
        }
        var previous = entry.sequence() == 1 ? HashChain.genesis(stream) : lastHash;
        if (previous != null
                && !HashChain.next(previous, entry.sequence(), entry.payload())
                        .equals(entry.hash())) {
            brokenLinks.incrementAndGet();
        }
        lastHash = entry.hash();
        through = entry.sequence();
        bodies.add(codec.decodeBody(entry.payload()));
        sequences.add(entry.sequence());
        var next = waiting.remove(through + 1);
        if (next != null) {
            take(stream, next);
        }
    }

    private void acknowledge(StreamId stream) throws InterruptedException {
        var connected = link;
        if (!acknowledges || connected == null) {
            return;
        }
        waiting.headMap(through + 1).clear();
        var beyond = waiting.keySet().stream().map(it -> new Message.Range(it, it)).toList();
        var ack = new Message.Ack(through, beyond, EPOCH, 1000);
        var envelope = Envelope.of(device, stream, through, Clock.systemUTC().instant(), ack);
        var _ = connected.publish(Topics.ack(device), codec.encode(envelope), 1, true);
    }

    void stopAcknowledging() {
        acknowledges = false;
    }

    /// Entries taken, in the order taken.
    public List<Long> sequences() {
        return List.copyOf(sequences);
    }

    /// What the entries say, in the order taken.
    public List<EntryBody> bodies() {
        return List.copyOf(bodies);
    }

    public int brokenLinks() {
        return brokenLinks.get();
    }

    public List<Message> live() {
        return List.copyOf(live);
    }

    /// Asks the box for something, as often as it is told to.
    public void asks(Message.Command command) {
        publish(Topics.command(device), command, false);
    }

    public void desires(Message.TwinDesired twin) {
        publish(Topics.twinDesired(device), twin, true);
    }

    private void publish(String topic, Message message, boolean retained) {
        var connected = link;
        if (connected == null) {
            throw new AssertionError("the hub is not connected");
        }
        var envelope =
                Envelope.of(device, Message.NO_STREAM, 0, Clock.systemUTC().instant(), message);
        try {
            var _ = connected.publish(topic, codec.encode(envelope), 1, retained);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    public List<Message.Reply> replies() {
        return List.copyOf(replies);
    }

    public List<Message.TwinReported> twins() {
        return List.copyOf(twins);
    }

    public Message.Birth awaitBirth(Predicate<Message.Birth> wanted) {
        return Await.value(
                "a birth",
                SOON,
                () -> births.stream().filter(wanted).findFirst().orElse(null),
                () -> births);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        var connected = link;
        if (connected != null) {
            connected.close();
        }
    }
}
