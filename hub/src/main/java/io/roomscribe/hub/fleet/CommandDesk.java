package io.roomscribe.hub.fleet;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Takes orders for boxes and sees them delivered: at once to a box that is online, later to one
/// that comes back before they expire, again when nothing is heard. The box does each of them once.
///
/// Thread-safe; sends on its task's thread.
public final class CommandDesk implements Task {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final CommandStore store;
    private final DeviceSender sender;
    private final HubEvents events;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    /// A permit is a reason to look before the next second.
    private final Semaphore reasons = new Semaphore(0);

    public CommandDesk(
            CommandStore store,
            DeviceSender sender,
            HubEvents events,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this.store = store;
        this.sender = sender;
        this.events = events;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        sender.onConnected(reasons::release);
    }

    /// Takes an order; when this returns, it is safe and on its way.
    ///
    /// @param life how long it is worth doing
    public DeviceCommand order(DeviceId device, CommandBody body, Duration life) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var command =
                new DeviceCommand(
                        new UUID(random.nextLong(), random.nextLong()),
                        device,
                        body,
                        now,
                        now.plus(life),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        CommandResult.NOTHING);
        store.add(command);
        reasons.release();
        return command;
    }

    /// How a command stands once it is answered for good, or time is up.
    public DeviceCommand await(DeviceCommand command, Duration timeout)
            throws InterruptedException {
        var sinceNanos = ticker.nanos();
        try (var news = events.subscribe()) {
            while (true) {
                var now = store.find(command.id()).orElse(command);
                var left = timeout.minus(ticker.since(sinceNanos));
                if (now.isFinal() || left.isNegative() || left.isZero()) {
                    return now;
                }
                awaitChange(news, command.device(), left);
            }
        }
    }

    /// Takes a command out of the box's history: one of many that make up what was asked for.
    public void forget(DeviceCommand command) {
        store.forget(command.id());
    }

    private void awaitChange(HubEvents.Subscription news, DeviceId device, Duration timeout)
            throws InterruptedException {
        var sinceNanos = ticker.nanos();
        while (ticker.since(sinceNanos).compareTo(timeout) < 0) {
            var event = news.poll(timeout.minus(ticker.since(sinceNanos)));
            if (news.takeLost() || event.map(one -> concerns(one, device)).orElse(false)) {
                return;
            }
        }
    }

    private static boolean concerns(HubEvent event, DeviceId device) {
        return event instanceof HubEvent.DeviceChanged changed && changed.device().equals(device);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var _ = reasons.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            reasons.drainPermits();
            sendDue();
            store.giveUp(clock.instant());
        }
    }

    private void sendDue() throws InterruptedException {
        for (var command : store.due(clock.instant())) {
            if (!sender.command(command.device(), command.message())) {
                return;
            }
            store.sent(command.id(), clock.instant());
        }
    }
}
