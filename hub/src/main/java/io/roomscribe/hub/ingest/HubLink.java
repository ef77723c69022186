package io.roomscribe.hub.ingest;

import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.ingest.Lanes.Inbound;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// Keeps the hub connected to its broker with a session that the broker remembers, and sorts what
/// arrives: durable messages into the lanes, live ones to the feed. A message is acknowledged only
/// by the committer.
///
/// Confined to its task's thread; its listener runs on Paho's and only enqueues.
final class HubLink {
    /// Messages the broker may have under way to the hub.
    static final int RECEIVE_MAX = 128;

    private static final System.Logger LOG = System.getLogger(HubLink.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration TAKEN_OVER_WAIT = Duration.ofSeconds(60);

    private static final Map<String, Integer> SUBSCRIPTIONS =
            Map.of(
                    Topics.allDevices("outbox"), 1,
                    Topics.allDevices("birth"), 1,
                    Topics.allDevices("reply"), 1,
                    Topics.allDevices("twin/reported"), 1,
                    Topics.allDevices("live"), 0);

    private final LinkConfig config;
    private final Lanes lanes;
    private final LiveFeed live;
    private final AckSender acks;
    private final DeviceSender sender;
    private final IngestCounters counters;
    private final HealthBoard board;
    private final Ticker ticker;
    private final Backoff backoff;

    HubLink(
            LinkConfig config,
            Lanes lanes,
            LiveFeed live,
            AckSender acks,
            DeviceSender sender,
            IngestCounters counters,
            HealthBoard board,
            Ticker ticker,
            RandomGenerator random) {
        this.config = config;
        this.lanes = lanes;
        this.live = live;
        this.acks = acks;
        this.sender = sender;
        this.counters = counters;
        this.board = board;
        this.ticker = ticker;
        this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
    }

    void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            try {
                stayConnected(stop);
                var _ = stop.await(backoff.next());
            } catch (LinkException e) {
                board.raise(condition(e), String.valueOf(e.getMessage()));
                var wait = backoff.next();
                var _ =
                        stop.await(
                                e.code() == LinkException.Code.TAKEN_OVER ? TAKEN_OVER_WAIT : wait);
            }
        }
    }

    private static HubCondition condition(LinkException e) {
        return switch (e.code()) {
            case REFUSED_LOGIN, SUBSCRIPTION_REFUSED -> HubCondition.BROKER_LOGIN_REFUSED;
            case TAKEN_OVER -> HubCondition.HUB_IDENTITY_TAKEN;
            case REFUSED,
                    UNREACHABLE,
                    NOT_A_BROKER,
                    TIMEOUT,
                    TLS,
                    STRANGER,
                    NO_IDENTITY,
                    ACK_TIMEOUT,
                    LOST,
                    CLOSED ->
                    HubCondition.BROKER_UNREACHABLE;
        };
    }

    /// Returns when asked to stop or when the lanes are full.
    private void stayConnected(StopSignal stop) throws InterruptedException {
        var session = new Session();
        try (var link = MqttLink.connect(config, Optional.empty(), session, CONNECT_TIMEOUT)) {
            session.link.complete(link);
            link.subscribe(SUBSCRIPTIONS, CONNECT_TIMEOUT);
            acks.connected(link);
            sender.connected(link);
            connected(link);
            var sinceNanos = ticker.nanos();
            while (!session.lost.isDone() && !session.overloaded.isDone()) {
                if (stop.await(LOOK_EVERY)) {
                    return;
                }
                if (ticker.since(sinceNanos).compareTo(STABLE) > 0) {
                    backoff.reset();
                }
            }
            if (session.lost.isDone()) {
                throw session.lost.join();
            }
        } finally {
            acks.disconnected();
            sender.disconnected();
        }
    }

    private void connected(MqttLink link) {
        board.clear(HubCondition.BROKER_UNREACHABLE);
        board.clear(HubCondition.BROKER_LOGIN_REFUSED);
        board.clear(HubCondition.HUB_IDENTITY_TAKEN);
        // Without its session the broker kept nothing for us. The boxes still have it all, and
        // each is told its watermark now.
        LOG.log(
                Level.INFO,
                "Connected to the broker address={0} sessionPresent={1}",
                config.broker(),
                link.sessionPresent());
    }

    /// What one link hears.
    private final class Session implements LinkListener {
        private final CompletableFuture<MqttLink> link = new CompletableFuture<>();
        private final CompletableFuture<Boolean> overloaded = new CompletableFuture<>();
        private final CompletableFuture<LinkException> lost = new CompletableFuture<>();

        @Override
        public void received(ReceivedMessage message) {
            var device = Topics.device(message.topic());
            if (device.isEmpty()) {
                counters.garbageSeen();
                acknowledge(message);
                return;
            }
            var leaf = Topics.leaf(message.topic());
            if (leaf.equals("live")) {
                live.offer(device.get(), message.payload());
                acknowledge(message);
            } else {
                enqueue(device.get(), leaf, message);
            }
        }

        private void enqueue(DeviceId device, String leaf, ReceivedMessage message) {
            var inbound = new Inbound(device, leaf, message.payload(), () -> acknowledge(message));
            if (!lanes.offer(inbound)) {
                LOG.log(Level.WARNING, "Lanes are full, connecting anew");
                overloaded.complete(true);
            }
        }

        /// The broker may deliver before `connect` has returned the link.
        private void acknowledge(ReceivedMessage message) {
            var _ = link.thenAccept(open -> open.acknowledge(message));
        }

        @Override
        public void lost(LinkException why) {
            lost.complete(why);
        }
    }
}
