package io.roomscribe.device.outbox;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends the outbox to the hub, in order, and sends it again until the hub has acknowledged it: at
/// least once, from the hub's own watermark. What the broker answers decides only when to try
/// again.
///
/// A new connection starts with one entry as a probe; the hub's first live acknowledgement opens
/// the window. So a hub that is away for a day costs its broker a few megabytes, not gigabytes.
///
/// Everything it hears goes into a queue of 1024 events. When that is full, callers that bring
/// connections wait; acknowledgements and answers are dropped, since the next one says the same and
/// a timer stands behind them.
///
/// Runs on one thread; the methods that bring events are thread-safe.
public final class OutboxRelay implements Task {
    private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final int PURGE_ROWS = 500;
    private static final int REFUSALS_MAX = 3;

    private final Outbox outbox;
    private final OutboxConfig config;
    private final HealthBoard health;
    private final Clock clock;
    private final Ticker ticker;
    private final BooleanSupplier clockIsGood;
    private final Backoff backoff;
    private final BlockingQueue<RelayEvent> events = new ArrayBlockingQueue<>(1024);
    private final AtomicBoolean appendedIsQueued = new AtomicBoolean();

    private final Deque<SentFrame> underWay = new ArrayDeque<>();
    private final Map<Long, Integer> refusals = new HashMap<>();
    private final Set<Long> parked = new HashSet<>();
    private @Nullable FrameRoute route;
    private long cursor;
    private Optional<String> hubEpoch = Optional.empty();
    private boolean hubIsThere;
    private boolean restartAsked;
    private long singlesThrough;
    private long progressNanos;
    private long notBeforeNanos;
    private long paceNanos;
    private int entriesPerSecondMax;
    private long purgedNanos;
    private Duration probeTimeout;
    private volatile long ackedThrough;

    private record SentFrame(long from, long to) {}

    /// @param clockIsGood whether wall time may decide what is removed
    public OutboxRelay(
            Outbox outbox,
            OutboxConfig config,
            HealthBoard health,
            Clock clock,
            Ticker ticker,
            BooleanSupplier clockIsGood,
            RandomGenerator random) {
        this.outbox = outbox;
        this.config = config;
        this.health = health;
        this.clock = clock;
        this.ticker = ticker;
        this.clockIsGood = clockIsGood;
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random);
        this.probeTimeout = config.hubAckTimeout();
        this.ackedThrough = outbox.position().ackedThrough();
        this.purgedNanos = ticker.nanos();
        this.notBeforeNanos = ticker.nanos();
        this.paceNanos = ticker.nanos();
        outbox.onAppended(this::appended);
    }

    /// The link is up.
    public void connected(FrameRoute newRoute) throws InterruptedException {
        events.put(new RelayEvent.Connected(newRoute));
    }

    /// The link is down.
    public void disconnected() throws InterruptedException {
        events.put(new RelayEvent.Disconnected());
    }

    /// The hub said what it has.
    ///
    /// @param isRetained true for the broker's copy of an earlier word
    public void acknowledged(Message.Ack ack, boolean isRetained) {
        var _ = events.offer(new RelayEvent.HubAck(ack, isRetained));
    }

    /// The hub has everything up to here.
    public long ackedThrough() {
        return ackedThrough;
    }

    /// Connected, but no hub acknowledges.
    public boolean isHubSilent() {
        return health.isRaised(DeviceCondition.HUB_SILENT);
    }

    public boolean isEverythingAcknowledged() {
        return ackedThrough >= outbox.lastSequence();
    }

    private void appended() {
        if (appendedIsQueued.compareAndSet(false, true)
                && !events.offer(new RelayEvent.Appended())) {
            appendedIsQueued.set(false);
        }
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var event = events.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
            if (event != null) {
                handle(event);
            }
            step();
        }
    }

    private Duration pause() {
        var waits = Math.max(notBeforeNanos - ticker.nanos(), paceNanos - ticker.nanos());
        var hold = Duration.ofNanos(Math.max(0, waits));
        return hold.isZero() || hold.compareTo(IDLE) > 0 ? IDLE : hold.plusMillis(1);
    }

    /// Handles what has been heard, then sends what may be sent.
    void step() throws InterruptedException {
        for (var event = events.poll(); event != null; event = events.poll()) {
            handle(event);
        }
        purge();
        if (route != null) {
            lookForHub(route);
            send(route);
        }
    }

    private void handle(RelayEvent event) {
        switch (event) {
            case RelayEvent.Connected connected -> connect(connected.route());
            case RelayEvent.Disconnected() -> {
                route = null;
                underWay.clear();
            }
            case RelayEvent.HubAck hubAck -> handleAck(hubAck.ack(), hubAck.isRetained());
            case RelayEvent.Answered answered -> {
                if (answered.route().equals(route)) {
                    handleAnswer(answered.from(), answered.to(), answered.result());
                }
            }
            case RelayEvent.Appended() -> appendedIsQueued.set(false);
        }
    }

    private void connect(FrameRoute newRoute) {
        route = newRoute;
        hubIsThere = false;
        restartAsked = false;
        parked.clear();
        refusals.clear();
        notBeforeNanos = ticker.nanos();
        resendFrom(ackedThrough);
    }

    private void resendFrom(long acknowledged) {
        underWay.clear();
        cursor = acknowledged;
        progressNanos = ticker.nanos();
    }

    private void handleAck(Message.Ack ack, boolean isRetained) {
        var epoch = ack.hubEpoch().toString();
        var isOtherEpoch = hubEpoch.isPresent() && !hubEpoch.get().equals(epoch);
        var before = ackedThrough;
        entriesPerSecondMax = ack.entriesPerSecondMax();
        if (ack.through() > before || !hubEpoch.equals(Optional.of(epoch))) {
            var position = outbox.acknowledge(ack.through(), epoch);
            hubEpoch = Optional.of(epoch);
            ackedThrough = position.ackedThrough();
            if (ack.through() > position.last()) {
                health.raise(
                        DeviceCondition.OUTBOX_BEHIND_HUB,
                        "the hub has %d entries, the box %d"
                                .formatted(ack.through(), position.last()));
            }
        }
        if (isOtherEpoch || ackedThrough < before) {
            LOG.log(
                    Level.INFO,
                    "Hub has another epoch, sending again from={0}",
                    Long.toString(ackedThrough + 1));
            resendFrom(ackedThrough);
        }
        cursor = Math.max(cursor, ackedThrough);
        underWay.removeIf(frame -> frame.to() <= ackedThrough);
        if (!isRetained || ackedThrough > before) {
            hubAnswered();
        }
    }

    private void hubAnswered() {
        hubIsThere = true;
        restartAsked = false;
        progressNanos = ticker.nanos();
        probeTimeout = config.hubAckTimeout();
        notBeforeNanos = ticker.nanos();
        backoff.reset();
        health.clear(DeviceCondition.HUB_SILENT);
        health.clear(DeviceCondition.BROKER_REFUSES_ENTRIES);
    }

    private void handleAnswer(long from, long to, PublishResult result) {
        switch (result) {
            case ACCEPTED -> health.clear(DeviceCondition.BROKER_REFUSES_ENTRIES);
            case NO_SUBSCRIBER -> {
                hubIsThere = false;
                health.raise(DeviceCondition.HUB_SILENT, "no hub is subscribed at the broker");
                holdAndResend();
            }
            case PAYLOAD_INVALID -> refusedContent(from, to);
            case NOT_AUTHORIZED,
                    TOPIC_INVALID,
                    QUOTA_EXCEEDED,
                    IMPLEMENTATION_ERROR,
                    UNSPECIFIED_ERROR,
                    PACKET_ID_IN_USE,
                    UNKNOWN -> {
                health.raise(
                        DeviceCondition.BROKER_REFUSES_ENTRIES,
                        "the broker answered %s (%d)".formatted(result, result.code()));
                holdAndResend();
            }
        }
    }

    private void holdAndResend() {
        resendFrom(ackedThrough);
        notBeforeNanos = ticker.nanos() + backoff.next().toNanos();
    }

    /// One entry of the frame is poison: send them one by one, and leave out the one that is
    /// refused again and again until the next connection.
    private void refusedContent(long from, long to) {
        if (from == to && refusals.merge(from, 1, Integer::sum) >= REFUSALS_MAX) {
            parked.add(from);
            health.raise(
                    DeviceCondition.ENTRY_REFUSED,
                    "entry %d is refused by the broker".formatted(from));
        }
        singlesThrough = Math.max(singlesThrough, to);
        holdAndResend();
    }

    /// No acknowledgement for long enough: once ask for another connection, since this one may be
    /// dead without knowing; after that probe with one entry, less and less often.
    private void lookForHub(FrameRoute current) {
        if (underWay.isEmpty()
                || ticker.since(progressNanos).compareTo(probeTimeout) < 0
                || restartAsked) {
            return;
        }
        health.raise(
                DeviceCondition.HUB_SILENT,
                "no acknowledgement for %d s".formatted(probeTimeout.toSeconds()));
        if (hubIsThere) {
            hubIsThere = false;
            restartAsked = true;
            underWay.clear();
            current.restart("the hub acknowledged nothing for " + probeTimeout.toSeconds() + " s");
            return;
        }
        var longer = probeTimeout.multipliedBy(2);
        var longest = config.hubAckTimeout().multipliedBy(4);
        probeTimeout = longer.compareTo(longest) > 0 ? longest : longer;
        resendFrom(ackedThrough);
    }

    private void send(FrameRoute current) throws InterruptedException {
        var framesMax = hubIsThere ? config.framesInFlight() : 1;
        while (underWay.size() < framesMax
                && !restartAsked
                && notBeforeNanos - ticker.nanos() <= 0
                && paceNanos - ticker.nanos() <= 0
                && cursor < outbox.lastSequence()) {
            var entries = nextEntries();
            if (entries.isEmpty()) {
                return;
            }
            if (underWay.isEmpty()) {
                progressNanos = ticker.nanos();
            }
            var from = entries.getFirst().sequence();
            var to = entries.getLast().sequence();
            cursor = to;
            keepPace(entries.size());
            underWay.add(new SentFrame(from, to));
            var _ =
                    current.send(new OutboxFrame(entries))
                            .thenAccept(result ->
                                    events.offer(
                                            new RelayEvent.Answered(current, from, to, result)));
        }
    }

    /// Not faster than the hub asked for; 0 asks for nothing.
    private void keepPace(int entries) {
        if (entriesPerSecondMax > 0) {
            paceNanos = ticker.nanos() + 1_000_000_000L * entries / entriesPerSecondMax;
        }
    }

    private List<Entry> nextEntries() {
        var one = !hubIsThere || cursor < singlesThrough;
        while (parked.contains(cursor + 1)) {
            cursor++;
        }
        var entries =
                outbox.after(cursor, one ? 1 : OutboxFrame.ENTRIES_MAX, OutboxFrame.BYTES_MAX);
        for (var i = 0; i < entries.size(); i++) {
            if (parked.contains(entries.get(i).sequence())) {
                return entries.subList(0, i);
            }
        }
        return entries;
    }

    private void purge() {
        if (ticker.since(purgedNanos).compareTo(PURGE_INTERVAL) < 0
                || !clockIsGood.getAsBoolean()) {
            return;
        }
        purgedNanos = ticker.nanos();
        var gone = outbox.purge(clock.instant().minus(config.replayWindow()), PURGE_ROWS);
        if (gone > 0) {
            LOG.log(Level.INFO, "Acknowledged entries expired entries={0}", gone);
        }
    }
}
