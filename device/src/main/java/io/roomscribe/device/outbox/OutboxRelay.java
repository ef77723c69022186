package io.roomscribe.device.outbox;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.outbox.SendPlan.Ask;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends the outbox to the hub and sends it again until the hub has acknowledged it: at least once,
/// from the hub's own watermark, in the order that [SendPlan] decides. What the broker answers
/// decides only when to try again.
///
/// A new connection starts with one entry as a probe; the hub's first live acknowledgement opens
/// the window. So a hub that is away for a day costs its broker a few megabytes, not gigabytes.
///
/// Everything it hears goes into a queue of 1024 events. When that is full, callers that bring
/// connections wait; acknowledgements and answers are dropped, since the next one says the same and
/// a timer stands behind them.
///
/// This file is longer than others because it is the one place that weighs broker's, hub's and
/// disk's word against each other. Runs on one thread; the methods that bring events are
/// thread-safe.
public final class OutboxRelay implements Task {
    private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final int PURGE_ROWS = 500;

    /// So long the others wait at the hub for one entry that it does not take.
    private static final Duration BURIED_AFTER = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final OutboxConfig config;
    private final HealthBoard health;
    private final Clock clock;
    private final Ticker ticker;
    private final BooleanSupplier clockIsGood;
    private final Backoff backoff;
    private final BlockingQueue<RelayEvent> events = new ArrayBlockingQueue<>(1024);
    private final AtomicBoolean appendedIsQueued = new AtomicBoolean();

    private final SendPlan plan;
    private @Nullable FrameRoute route;
    private boolean hubIsThere;
    private OptionalLong hubWentBackTo = OptionalLong.empty();
    private boolean restartAsked;
    private long progressNanos;
    private long answeredNanos;
    private long notBeforeNanos;
    private long againNanos;
    private long paceNanos;
    private int entriesPerSecondMax;
    private long purgedNanos;
    private long mendedLast;
    private Duration probeTimeout;
    private volatile long ackedThrough;

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
        this.plan = new SendPlan(ackedThrough);
        this.purgedNanos = ticker.nanos();
        this.notBeforeNanos = ticker.nanos();
        this.answeredNanos = ticker.nanos();
        this.againNanos = ticker.nanos();
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

    /// The hub said what it has of a stream; of another than the outbox's it does not count.
    ///
    /// @param isRetained true for the broker's copy of an earlier word
    public void acknowledged(StreamId stream, Message.Ack ack, boolean isRetained) {
        var _ = events.offer(new RelayEvent.HubAck(stream, ack, isRetained));
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
            lookForPassedOver();
            lookForHub(route);
            send(route);
        }
    }

    private void handle(RelayEvent event) {
        switch (event) {
            case RelayEvent.Connected connected -> connect(connected.route());
            case RelayEvent.Disconnected() -> {
                route = null;
                plan.startOver(ackedThrough);
            }
            case RelayEvent.HubAck hubAck -> {
                if (hubAck.stream().equals(outbox.stream())) {
                    handleAck(hubAck.ack(), hubAck.isRetained());
                }
            }
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
        hubWentBackTo = OptionalLong.empty();
        restartAsked = false;
        plan.reconnected();
        notBeforeNanos = ticker.nanos();
        resendFrom(ackedThrough);
    }

    private void resendFrom(long acknowledged) {
        plan.startOver(acknowledged);
        progressNanos = ticker.nanos();
    }

    private void handleAck(Message.Ack ack, boolean isRetained) {
        var before = ackedThrough;
        entriesPerSecondMax = ack.entriesPerSecondMax();
        // Old words may come late, after newer ones; a hub that says the same again was restored.
        var isLower = !isRetained && ack.through() < before;
        var saidBefore = hubWentBackTo.equals(OptionalLong.of(ack.through()));
        var noted =
                outbox.acknowledge(
                        ack.through(),
                        ack.throughHash(),
                        ack.hubEpoch().toString(),
                        isLower && saidBefore);
        hubWentBackTo =
                isLower && !saidBefore ? OptionalLong.of(ack.through()) : OptionalLong.empty();
        if (noted.standing() != Standing.SAME) {
            openNewStream(noted.standing(), ack.through(), noted.position());
            return;
        }
        ackedThrough = noted.position().ackedThrough();
        if (noted.isOtherEpoch() || ackedThrough < before) {
            sendAgain(noted);
        }
        if (ack.through() >= ackedThrough) {
            plan.acknowledged(ackedThrough, ack.beyond());
        }
        if (!isRetained || ackedThrough > before) {
            hubAnswered();
        }
    }

    private void sendAgain(Acknowledgement noted) {
        LOG.log(
                Level.INFO,
                "Hub lost or restored its store, sending again from={0}",
                Long.toString(ackedThrough + 1));
        if (noted.isOtherEpoch()) {
            var replayed = outbox.replayClosedStreams();
            if (replayed > 0) {
                LOG.log(
                        Level.INFO,
                        "Sending entries of closed streams again entries={0}",
                        replayed);
            }
        }
        resendFrom(ackedThrough);
    }

    /// The hub's stream is not ours: nothing it acknowledged counts, everything that it did not
    /// acknowledge to us before comes again, under a name of its own.
    private void openNewStream(Standing standing, long through, OutboxPosition position) {
        var evidence =
                "stream %s: the hub has %d entries, the box %d"
                        .formatted(outbox.stream(), through, position.last());
        var isAhead = standing == Standing.AHEAD;
        outbox.openNewStream(isAhead ? StreamReason.RESTORED : StreamReason.FORKED);
        health.raise(DeviceCondition.OUTBOX_BEHIND_HUB, evidence);
        LOG.log(
                Level.WARNING,
                "Hub knows another stream, began a new one stream={0} standing={1}",
                outbox.stream(),
                standing);
        ackedThrough = 0;
        plan.forgetAll();
        resendFrom(0);
        restartAsked = true;
        if (route != null) {
            route.restart("a new stream begins");
        }
    }

    private void hubAnswered() {
        if (!hubIsThere) {
            plan.open(outbox.lastSequence());
        }
        hubIsThere = true;
        restartAsked = false;
        progressNanos = ticker.nanos();
        answeredNanos = ticker.nanos();
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
            case PAYLOAD_INVALID, PACKET_TOO_LARGE -> refusedContent(from, to, "the broker");
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

    /// One entry of the frame is poison: its entries go one by one, beside the others.
    private void refusedContent(long from, long to, String byWhom) {
        againNanos = ticker.nanos() + backoff.next().toNanos();
        if (!hubIsThere) {
            notBeforeNanos = againNanos;
        }
        if (plan.refused(from, to, ticker.nanos())) {
            health.raise(
                    DeviceCondition.ENTRY_REFUSED,
                    "entry %d is refused by %s".formatted(from, byWhom));
        }
    }

    /// The hub acknowledges others, but not what was sent before them.
    private void lookForPassedOver() {
        if (!hubIsThere) {
            return;
        }
        var patience = ticker.nanos() - config.hubAckTimeout().toNanos();
        for (var frame : plan.passedOver(patience, answeredNanos)) {
            refusedContent(frame.from(), frame.to(), "the hub");
        }
        plan.blocking(ticker.nanos() - BURIED_AFTER.toNanos()).ifPresent(this::bury);
    }

    /// It holds up what the hub has already; kept aside on the box, replaced by a tombstone.
    private void bury(long sequence) {
        outbox.bury(sequence, TombstoneReason.REFUSED);
        LOG.log(
                Level.WARNING,
                "Entry kept aside, a tombstone goes in its place sequence={0}",
                Long.toString(sequence));
        plan.replaced(sequence);
    }

    /// No acknowledgement for long enough: once ask for another connection, since this one may be
    /// dead without knowing; after that probe with one entry, less and less often.
    private void lookForHub(FrameRoute current) {
        if (plan.underWay() == 0
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
            plan.startOver(ackedThrough);
            current.restart("the hub acknowledged nothing for " + probeTimeout.toSeconds() + " s");
            return;
        }
        var longer = probeTimeout.multipliedBy(2);
        var longest = config.hubAckTimeout().multipliedBy(4);
        probeTimeout = longer.compareTo(longest) > 0 ? longest : longer;
        resendFrom(ackedThrough);
    }

    private void send(FrameRoute current) throws InterruptedException {
        while (plan.underWay() < (hubIsThere ? config.framesInFlight() : plan.probesMax())
                && maySend()) {
            var last = outbox.lastSequence();
            var mayRetry = againNanos - ticker.nanos() <= 0;
            var ask = hubIsThere ? plan.next(last, mayRetry) : plan.nextProbe(last);
            if (ask.isEmpty() || !read(current, ask.get())) {
                return;
            }
        }
    }

    private boolean maySend() {
        return !restartAsked
                && notBeforeNanos - ticker.nanos() <= 0
                && paceNanos - ticker.nanos() <= 0;
    }

    /// False when there is nothing more to do now.
    private boolean read(FrameRoute current, Ask ask) throws InterruptedException {
        var batch = outbox.after(ask.after(), ask.entriesMax(), OutboxFrame.BYTES_MAX);
        var entries = plan.trim(ask, batch.entries());
        if (entries.isEmpty()) {
            return batch.damaged().isPresent() && mend(batch.damaged().getAsLong());
        }
        while (entries.size() > 1 && !current.fits(new OutboxFrame(entries))) {
            entries = entries.subList(0, entries.size() / 2);
        }
        if (!current.fits(new OutboxFrame(entries))) {
            var sequence = entries.getFirst().sequence();
            plan.park(sequence, false, ticker.nanos());
            health.raise(
                    DeviceCondition.ENTRY_REFUSED,
                    "entry %d is larger than the broker takes".formatted(sequence));
            return true;
        }
        send(current, ask, entries);
        return true;
    }

    private void send(FrameRoute current, Ask ask, List<Entry> entries)
            throws InterruptedException {
        if (plan.underWay() == 0) {
            progressNanos = ticker.nanos();
        }
        plan.sent(ask.lane(), entries, ticker.nanos());
        keepPace(entries.size());
        var from = entries.getFirst().sequence();
        var to = entries.getLast().sequence();
        var _ =
                current.send(new OutboxFrame(entries))
                        .thenAccept(result ->
                                events.offer(new RelayEvent.Answered(current, from, to, result)));
    }

    /// False when mending did not help: the disk has to be looked at.
    private boolean mend(long sequence) {
        var mended = outbox.mend(sequence);
        health.raise(
                DeviceCondition.OUTBOX_DAMAGED,
                "entry %d: %s".formatted(sequence, sentence(mended)));
        LOG.log(
                Level.ERROR,
                "Entry of the outbox was damaged sequence={0} mended={1}",
                Long.toString(sequence),
                mended);
        var isNew = mendedLast != sequence;
        mendedLast = sequence;
        if (!isNew) {
            notBeforeNanos = ticker.nanos() + backoff.next().toNanos();
        }
        return isNew;
    }

    private static String sentence(Mended mended) {
        return switch (mended) {
            case RESTORED -> "put together again, nothing is lost";
            case REMAINS -> "part of it could be saved";
            case LOST -> "nothing of it could be saved";
        };
    }

    /// Not faster than the hub asked for; 0 asks for nothing.
    private void keepPace(int entries) {
        if (entriesPerSecondMax > 0) {
            paceNanos = ticker.nanos() + 1_000_000_000L * entries / entriesPerSecondMax;
        }
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
