package io.roomscribe.device.link;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.identity.DeviceLogin;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.device.outbox.OutboxRelay;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.LinkThreads;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Keeps the box connected: connects, says who is there, brings the hub's acknowledgements to the
/// relay and live text to the broker, and after a failure waits as long as its kind deserves.
///
/// Its queue holds 512 events. A full one drops live messages (they are worthless late anyway) and
/// acknowledgements (the next one says the same); the end of a connection is noted beside it.
///
/// Runs on one thread; [#live] and [#state] are thread-safe.
public final class DeviceLink implements Task {
    private static final Logger LOG = System.getLogger(DeviceLink.class.getName());
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LIVE_AGE_MAX = Duration.ofSeconds(2);
    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(1);
    private static final int EVENTS_MAX = 512;
    private static final int LIVE_MAX = 64;

    /// So many that it is the outbox's setting that counts, or the broker's receive maximum.
    private static final int IN_FLIGHT_MAX = OutboxConfig.FRAMES_MAX;

    private final BrokerConfig config;
    private final DeviceFacts facts;
    private final DeviceLogin login;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final HealthBoard health;
    private final MessageCodec codec;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final LinkPatience patience;
    private final BlockingQueue<LinkEvent> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private volatile LinkState state = LinkState.OFFLINE;
    private volatile boolean isConnected;
    private volatile HubRequests requests = HubRequests.none();
    private volatile Optional<Message.TwinReported> twin = Optional.empty();
    private volatile Consumer<Instant> onHubTime = sentAt -> {};
    private volatile Optional<LinkEnd> serving = Optional.empty();
    private LinkState said = LinkState.OFFLINE;

    /// Which start of the software this is: the hub tells a box whose network breaks from a copy of
    /// it by it.
    private final String life;

    public DeviceLink(
            BrokerConfig config,
            DeviceFacts facts,
            DeviceLogin login,
            Outbox outbox,
            OutboxRelay relay,
            HealthBoard health,
            MessageCodec codec,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this.config = config;
        this.facts = facts;
        this.login = login;
        this.outbox = outbox;
        this.relay = relay;
        this.health = health;
        this.codec = codec;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.patience = new LinkPatience(random);
        this.life = randomUuid().toString();
    }

    /// Told when the hub sent something, by its own clock, as soon as that comes; not for retained
    /// messages, which may be of any age.
    public void onHubTime(Consumer<Instant> listener) {
        onHubTime = listener;
    }

    public LinkState state() {
        return state;
    }

    /// Says something at QoS 0 if somebody can hear it within two seconds; otherwise drops it.
    /// Returns at once.
    public void live(Message message) {
        if (isConnected && events.size() < LIVE_MAX) {
            var _ = events.offer(new LinkEvent.Live(message, ticker.nanos()));
        }
    }

    /// Who hears what the hub asks.
    public void onRequests(HubRequests listener) {
        requests = listener;
    }

    /// Reports what is in force of the desired configuration, now and at each new connection.
    public void report(Message.TwinReported reported) {
        twin = Optional.of(reported);
        if (isConnected) {
            var _ = events.offer(new LinkEvent.Report(reported));
        }
    }

    /// Answers a command. Without a connection the answer is dropped: the hub asks again.
    public void reply(Message.Reply reply) {
        if (isConnected) {
            var _ = events.offer(new LinkEvent.Reply(reply));
        }
    }

    /// Connects anew, as with a renewed certificate; nothing without a connection.
    public void reconnect(String why) {
        serving.ifPresent(ended -> restart(ended, why));
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            become(LinkState.Event.ATTEMPT);
            try {
                stayConnected(stop);
                become(LinkState.Event.STOPPED);
            } catch (LinkException e) {
                failed(e);
                stop.await(patience.afterFailure(e.code()));
            }
        }
        become(LinkState.Event.STOPPED);
    }

    private void stayConnected(StopSignal stop) throws InterruptedException {
        events.clear();
        var ended = new LinkEnd();
        var session =
                new Session(facts, outbox, codec, clock, randomUuid(), why -> restart(ended, why));
        var listener = listener(ended);
        try (var link =
                MqttLink.connect(
                        linkConfig(),
                        Optional.of(session.will()),
                        listener,
                        config.answerTimeout())) {
            session.use(link);
            link.subscribe(
                    Map.of(
                            Topics.ack(facts.identity().id()), 1,
                            Topics.command(facts.identity().id()), 1,
                            Topics.twinDesired(facts.identity().id()), 1),
                    config.answerTimeout());
            connected(session);
            serving = Optional.of(ended);
            try {
                serve(session, ended, stop);
            } finally {
                serving = Optional.empty();
                isConnected = false;
                relay.disconnected();
            }
            if (link.isOpen()) {
                session.sayGoodbye(GOODBYE_TIMEOUT);
            }
        }
    }

    private void connected(Session session) throws InterruptedException {
        var _ = session.sayBirth(true, facts.state().get());
        isConnected = true;
        if (twin.isPresent()) {
            session.sayTwin(twin.get());
        }
        become(LinkState.Event.CONNECTED);
        login.connected();
        health.clear(DeviceCondition.IDENTITY_REFUSED);
        health.clear(DeviceCondition.TLS_INTERCEPTED);
        health.clear(DeviceCondition.NOT_A_BROKER);
        health.clear(DeviceCondition.BROKER_UNREACHABLE);
        health.clear(DeviceCondition.BROKER_REFUSED_LOGIN);
        relay.connected(session);
    }

    /// Until the process stops; throws why the connection ended otherwise.
    private void serve(Session session, LinkEnd ended, StopSignal stop)
            throws InterruptedException {
        var connectedNanos = ticker.nanos();
        var saidState = facts.state().get();
        var saidClock = facts.clock().get();
        var ackedThrough = relay.ackedThrough();
        while (!stop.isStopping()) {
            var event = events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            ended.throwIfEnded();
            if (event != null) {
                handle(event, session);
            }
            var now = facts.state().get();
            var clockNow = facts.clock().get();
            if (now != saidState || clockNow != saidClock) {
                saidState = now;
                saidClock = clockNow;
                var _ = session.sayBirth(true, now);
            }
            become(relay.isHubSilent() ? LinkState.Event.HUB_SILENT : LinkState.Event.HUB_ANSWERED);
            if (relay.ackedThrough() > ackedThrough
                    || ticker.since(connectedNanos).compareTo(LinkPatience.STABLE) > 0) {
                patience.reset();
                health.clear(DeviceCondition.DUPLICATE_IDENTITY);
            }
        }
    }

    private void handle(LinkEvent event, Session session) throws InterruptedException {
        switch (event) {
            case LinkEvent.Received(var message) -> received(message);
            case LinkEvent.Reply(var reply) -> session.sayReply(reply);
            case LinkEvent.Report(var reported) -> session.sayTwin(reported);
            case LinkEvent.Live(var message, var saidNanos) -> {
                if (ticker.since(saidNanos).compareTo(LIVE_AGE_MAX) < 0) {
                    session.sayLive(message);
                }
            }
            case LinkEvent.Lost _, LinkEvent.Restart _ -> {
                // Only woke the loop; LinkEnd holds what to do.
            }
        }
    }

    private void received(ReceivedMessage message) {
        try {
            var envelope = codec.decode(message.payload());
            if (!message.retained()) {
                onHubTime.accept(envelope.sentAt());
            }
            switch (envelope.body()) {
                case Message.Ack ack ->
                        relay.acknowledged(envelope.stream(), ack, message.retained());
                case Message.Command command -> requests.command(command);
                case Message.TwinDesired twin -> requests.desired(twin);
                case Message.Birth _,
                        Message.OutboxFrame _,
                        Message.Partial _,
                        Message.Level _,
                        Message.Reply _,
                        Message.TwinReported _ ->
                        throw new ProtocolException("a message that only boxes send");
            }
        } catch (ProtocolException e) {
            LOG.log(
                    Level.WARNING,
                    "Message from the hub not understood topic={0} reason={1}",
                    message.topic(),
                    e.getMessage());
        }
    }

    private LinkListener listener(LinkEnd ended) {
        return new LinkListener() {
            @Override
            public void received(ReceivedMessage message) {
                var _ = events.offer(new LinkEvent.Received(message));
            }

            @Override
            public void lost(LinkException why) {
                ended.lost(why);
                var _ = events.offer(new LinkEvent.Lost(why));
            }
        };
    }

    private void restart(LinkEnd ended, String why) {
        ended.restart(config.broker(), why);
        var _ = events.offer(new LinkEvent.Restart(why));
    }

    private void failed(LinkException why) {
        login.failed(why.code() == LinkException.Code.REFUSED_LOGIN);
        switch (why.code()) {
            case REFUSED_LOGIN -> {
                become(LinkState.Event.LOGIN_REFUSED);
                health.raise(DeviceCondition.BROKER_REFUSED_LOGIN, why.getMessage());
            }
            case TAKEN_OVER -> {
                become(LinkState.Event.TAKEN_OVER);
                health.raise(DeviceCondition.DUPLICATE_IDENTITY, why.getMessage());
            }
            case NOT_A_BROKER -> {
                become(LinkState.Event.LOST);
                health.raise(DeviceCondition.NOT_A_BROKER, why.getMessage());
                health.raise(DeviceCondition.BROKER_UNREACHABLE, why.getMessage());
            }
            case STRANGER -> {
                become(LinkState.Event.LOST);
                health.raise(DeviceCondition.TLS_INTERCEPTED, why.getMessage());
                health.raise(DeviceCondition.BROKER_UNREACHABLE, why.getMessage());
            }
            // Who sees to certificates tells about it.
            case NO_IDENTITY -> become(LinkState.Event.LOST);
            case REFUSED,
                    UNREACHABLE,
                    TIMEOUT,
                    TLS,
                    ACK_TIMEOUT,
                    LOST,
                    SUBSCRIPTION_REFUSED,
                    CLOSED -> {
                become(LinkState.Event.LOST);
                health.raise(DeviceCondition.BROKER_UNREACHABLE, why.getMessage());
            }
        }
        var leaked = LinkThreads.leakedThreads();
        if (leaked > LinkThreads.LEAKED_MAX) {
            throw new LinkThreadsException(leaked);
        }
    }

    private void become(LinkState.Event event) {
        var before = state;
        var after = before.on(event);
        if (after == before) {
            return;
        }
        state = after;
        // One attempt after the other is no news; ending elsewhere than the last one is.
        if (after != LinkState.CONNECTING && after != said) {
            said = after;
            LOG.log(Level.INFO, "Link state={0} broker={1}", after.word(), config.broker());
        }
    }

    private LinkConfig linkConfig() {
        var id = facts.identity().id().value();
        var tls = login.attempt();
        if (login.isByCertificate() && tls.isEmpty()) {
            throw LinkException.noIdentity(config.broker());
        }
        return new LinkConfig(
                config.broker(),
                id,
                login.isByCertificate() ? life : config.username().orElse(id),
                config.passwordFile().map(this::password).orElse(""),
                true,
                Duration.ZERO,
                IN_FLIGHT_MAX,
                config.keepAlive(),
                config.answerTimeout(),
                false,
                tls);
    }

    /// Read at each attempt, so that a corrected file needs no restart.
    private String password(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            health.raise(
                    DeviceCondition.BROKER_REFUSED_LOGIN,
                    "cannot read the password file %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
            return "";
        }
    }

    private UUID randomUuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
