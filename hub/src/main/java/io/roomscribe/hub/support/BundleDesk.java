package io.roomscribe.hub.support;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.Device;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.support.SupportException.Code;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Gets support bundles from boxes: has one packed, fetches it part by part, checks it, and shows
/// it for a day. What was broken off goes on where it was when it is asked for again. At most
/// [#WAITING_MAX] wait; who asks for one more is told to come back.
///
/// Thread-safe; fetches on its tasks' threads.
public final class BundleDesk {
    private static final Logger LOG = System.getLogger(BundleDesk.class.getName());
    private static final int WAITING_MAX = 64;
    private static final long POLL_MILLIS = 200;
    private static final Duration KEPT_FOR = Duration.ofHours(24);
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

    /// Long enough for a box to come back after a lost connection.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// How long a stop of the hub may have to wait.
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final Path folder;
    private final FleetStore fleet;
    private final CommandDesk desk;
    private final BundleArrivals arrivals;
    private final HubEvents events;
    private final Clock clock;
    private final Ticker ticker;
    private final Duration patience;
    private final LongSupplier usableBytes;
    private final BlockingQueue<DeviceId> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

    /// What is under way or went wrong, by box; all else is read from the folder. Guarded by this.
    private final Map<DeviceId, BundleState> states = new HashMap<>();

    /// @param dataFolder of the hub
    public BundleDesk(
            Path dataFolder,
            FleetStore fleet,
            CommandDesk desk,
            BundleArrivals arrivals,
            HubEvents events,
            Clock clock,
            Ticker ticker) {
        this(
                dataFolder,
                fleet,
                desk,
                arrivals,
                events,
                clock,
                ticker,
                PATIENCE,
                () -> dataFolder.toFile().getUsableSpace());
    }

    /// @param patience how long a box may take over one part
    BundleDesk(
            Path dataFolder,
            FleetStore fleet,
            CommandDesk desk,
            BundleArrivals arrivals,
            HubEvents events,
            Clock clock,
            Ticker ticker,
            Duration patience,
            LongSupplier usableBytes) {
        this.folder = dataFolder.resolve("support");
        this.fleet = fleet;
        this.desk = desk;
        this.arrivals = arrivals;
        this.events = events;
        this.clock = clock;
        this.ticker = ticker;
        this.patience = patience;
        this.usableBytes = usableBytes;
    }

    /// Asks for a box's bundle, and returns at once. One that is under way stays so.
    ///
    /// @throws SupportException when the box is unknown or offline, or too many wait
    public synchronized BundleState begin(DeviceId id) {
        var device = device(id);
        var now = state(id);
        if (now.stage().isUnderWay()) {
            return now;
        }
        if (!device.online()) {
            throw new SupportException(
                    Code.UNREACHED,
                    "box %s is offline".formatted(id),
                    "check its power and network, and ask again once it is online");
        }
        if (!waiting.offer(id)) {
            throw new SupportException(
                    Code.BUSY,
                    "%d boxes wait for this already".formatted(WAITING_MAX),
                    "ask again in some minutes");
        }
        states.put(id, BundleState.PACKING);
        return BundleState.PACKING;
    }

    /// @throws SupportException when the hub knows no such box
    public synchronized BundleState state(DeviceId id) {
        var _ = device(id);
        var now = states.get(id);
        return now == null ? found(id) : now;
    }

    /// The same once it is over, or time is.
    public synchronized BundleState await(DeviceId id, Duration timeout)
            throws InterruptedException {
        var sinceNanos = ticker.nanos();
        while (true) {
            var now = state(id);
            var left = timeout.minus(ticker.since(sinceNanos)).toMillis();
            if (!now.stage().isUnderWay() || left <= 0) {
                return now;
            }
            wait(left);
        }
    }

    /// A bundle that is ready; empty for any other name.
    public Optional<Path> file(DeviceId id, String name) {
        var place = place(id);
        return place.note()
                .filter(note ->
                        note.file().equals(name) && clock.instant().isBefore(note.expiresAt()))
                .flatMap(place::whole);
    }

    /// Fetches one bundle after the other; several may run.
    public Task fetching() {
        return stop -> {
            while (!stop.isStopping()) {
                var next = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    fetch(next, stop);
                }
            }
        };
    }

    /// Lets bundles go after their day.
    public Task expiry() {
        return stop -> {
            while (!stop.isStopping()) {
                expire();
                var _ = stop.await(EXPIRE_EVERY);
            }
        };
    }

    synchronized void expire() {
        for (var device : fleet.devices()) {
            var now = states.get(device.id());
            if (now == null || !now.stage().isUnderWay()) {
                try {
                    place(device.id()).expire(clock.instant());
                } catch (IOException e) {
                    LOG.log(
                            Level.WARNING,
                            "Support bundle stays device={0} reason={1}",
                            device.id().value(),
                            e.getClass().getSimpleName());
                }
            }
        }
    }

    private void fetch(DeviceId id, StopSignal stop) throws InterruptedException {
        var end = BundleState.bare(BundleStage.FAILED, "the hub failed; its log says how");
        try {
            end = fetched(id, stop);
        } catch (SupportException e) {
            end = brokenOff(id, e);
        } finally {
            LOG.log(
                    Level.INFO,
                    "Support bundle asked for device={0} stage={1} bytes={2} reason={3}",
                    id.value(),
                    end.stage().word(),
                    Long.toString(end.here()),
                    end.reason());
            now(id, end);
        }
    }

    private BundleState fetched(DeviceId id, StopSignal stop) throws InterruptedException {
        var place = place(id);
        var begun = place.note().filter(note -> isBegun(place, note));
        if (begun.isPresent()) {
            try {
                return transferred(id, place, begun.get(), stop);
            } catch (SupportException e) {
                // Five newer ones were packed meanwhile, or the box has a new card.
                if (e.code() != Code.REFUSED) {
                    throw e;
                }
            }
        }
        var note = packed(id, stop);
        place.begin(note);
        return transferred(id, place, note, stop);
    }

    private boolean isBegun(BundleFolder place, BundleNote note) {
        return place.whole(note).isEmpty()
                && place.here(note) <= note.bytes()
                && clock.instant().isBefore(note.expiresAt());
    }

    private BundleNote packed(DeviceId id, StopSignal stop) throws InterruptedException {
        var answer = done(desk.order(id, new CommandBody.SupportBundle(), patience), stop);
        if (answer.result() instanceof CommandResult.Bundle(var file, var bytes, var sha256)) {
            try {
                return new BundleNote(file, bytes, sha256, clock.instant().plus(KEPT_FOR));
            } catch (IllegalArgumentException e) {
                throw damaged();
            }
        }
        throw damaged();
    }

    private BundleState transferred(
            DeviceId id, BundleFolder place, BundleNote note, StopSignal stop)
            throws InterruptedException {
        for (var here = place.here(note); here < note.bytes(); here = place.here(note)) {
            now(id, BundleState.of(BundleStage.FETCHING, note, here, ""));
            place.append(part(id, note, here, stop));
        }
        place.seal(note);
        return BundleState.of(BundleStage.READY, note, note.bytes(), "");
    }

    private byte[] part(DeviceId id, BundleNote note, long offset, StopSignal stop)
            throws InterruptedException {
        arrivals.expect(id, note.file(), offset);
        Optional<byte[]> content;
        try {
            var order = new CommandBody.FetchBundle(note.file(), offset);
            var answer = done(desk.order(id, order, patience), stop);
            desk.forget(answer);
        } finally {
            content = arrivals.take(id, note.file(), offset);
        }
        return content.filter(it -> it.length > 0 && offset + it.length <= note.bytes())
                .orElseThrow(BundleDesk::damaged);
    }

    private DeviceCommand done(DeviceCommand command, StopSignal stop) throws InterruptedException {
        var answer = answered(command, stop);
        var why = answer.reason();
        return switch (answer.outcome().orElse(CommandOutcome.EXPIRED)) {
            case DONE -> answer;
            case REFUSED ->
                    throw new SupportException(
                            Code.REFUSED, "the box refused: " + why, "ask again for a new one");
            case FAILED ->
                    throw new SupportException(
                            Code.REFUSED, "the box failed: " + why, "ask its doctor");
            case ACCEPTED, EXPIRED ->
                    throw new SupportException(
                            Code.UNREACHED,
                            "box %s did not answer in time".formatted(command.device()),
                            "ask again once it is online; it goes on where it was");
        };
    }

    private DeviceCommand answered(DeviceCommand command, StopSignal stop)
            throws InterruptedException {
        var sinceNanos = ticker.nanos();
        while (true) {
            var now = desk.await(command, GLANCE);
            if (now.isFinal() || ticker.since(sinceNanos).compareTo(patience) >= 0) {
                return now;
            }
            if (stop.isStopping()) {
                throw new SupportException(
                        Code.BUSY, "the hub is stopping", "ask again; it goes on where it was");
            }
        }
    }

    private BundleState brokenOff(DeviceId id, SupportException why) {
        var place = place(id);
        return place.note()
                .filter(note -> isBegun(place, note))
                .map(note ->
                        BundleState.of(
                                BundleStage.BROKEN_OFF, note, place.here(note), why.getMessage()))
                .orElseGet(() -> BundleState.bare(BundleStage.FAILED, why.getMessage()));
    }

    /// What lies in the folder says of itself.
    private BundleState found(DeviceId id) {
        var place = place(id);
        return place.note()
                .filter(note -> clock.instant().isBefore(note.expiresAt()))
                .map(note ->
                        place.whole(note).isPresent()
                                ? BundleState.of(BundleStage.READY, note, note.bytes(), "")
                                : BundleState.of(
                                        BundleStage.BROKEN_OFF,
                                        note,
                                        place.here(note),
                                        "the hub was stopped; ask again, it goes on where it was"))
                .orElse(BundleState.NONE);
    }

    private void now(DeviceId id, BundleState state) {
        synchronized (this) {
            if (state.stage() == BundleStage.READY) {
                states.remove(id);
            } else {
                states.put(id, state);
            }
            notifyAll();
        }
        fleet.device(id)
                .ifPresent(one -> events.publish(new HubEvent.DeviceChanged(one.room(), id)));
    }

    private Device device(DeviceId id) {
        return fleet.device(id)
                .orElseThrow(() ->
                        new SupportException(
                                Code.UNKNOWN,
                                "the hub knows no box " + id,
                                "look at its name on the page 'Devices'"));
    }

    private BundleFolder place(DeviceId id) {
        return new BundleFolder(folder.resolve(id.value()), usableBytes);
    }

    private static SupportException damaged() {
        return new SupportException(
                Code.DAMAGED, "the box answered with something else", "ask for it again");
    }
}
