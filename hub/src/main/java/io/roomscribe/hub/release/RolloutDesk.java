package io.roomscribe.hub.release;

import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Asks boxes to take a release, group after group, and pauses when more of them fail than may. All
/// it knows is in the database, so a hub that starts again goes on.
///
/// Thread-safe.
public final class RolloutDesk implements Task {
    private static final System.Logger LOG = System.getLogger(RolloutDesk.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A box that is asked and does not answer is asked again after that.
    private static final Duration ORDER_LIFE = Duration.ofMinutes(5);

    private final RolloutStore store;
    private final ReleaseShelf shelf;
    private final FleetStore fleet;
    private final CommandStore commands;
    private final CommandDesk desk;
    private final Clock clock;
    private final RandomGenerator random;

    public RolloutDesk(
            RolloutStore store,
            ReleaseShelf shelf,
            FleetStore fleet,
            CommandStore commands,
            CommandDesk desk,
            Clock clock,
            RandomGenerator random) {
        this.store = store;
        this.shelf = shelf;
        this.fleet = fleet;
        this.commands = commands;
        this.desk = desk;
        this.clock = clock;
        this.random = random;
    }

    /// What is to be rolled out.
    ///
    /// @param groups boxes in the order in which they are asked; empty for all, by `steps`
    /// @param steps as in `1, 10%, all`
    public record Wanted(
            String version,
            List<List<DeviceId>> groups,
            String steps,
            int failuresMax,
            boolean atOnce) {
        public Wanted {
            groups = List.copyOf(groups);
        }
    }

    /// Begins a roll-out.
    ///
    /// @throws IllegalArgumentException when it makes no sense here, saying why
    public Rollout begin(Wanted wanted) {
        if (shelf.release(wanted.version()).isEmpty()) {
            throw new IllegalArgumentException(
                    "This hub has no release of that version. Publish it first: 'roomscribe release publish'.");
        }
        if (store.rollouts(1).stream().anyMatch(one -> !one.state().isOver())) {
            throw new IllegalArgumentException(
                    "Another roll-out is under way. Stop it, or wait until it is done.");
        }
        var groups =
                wanted.groups().isEmpty()
                        ? RolloutSteps.groups(wanted.steps(), known())
                        : checked(wanted.groups());
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("No box has connected to this hub yet.");
        }
        var rollout =
                new Rollout(
                        new UUID(random.nextLong(), random.nextLong()).toString(),
                        wanted.version(),
                        wanted.atOnce(),
                        wanted.failuresMax(),
                        RolloutState.RUNNING,
                        "",
                        clock.instant(),
                        boxes(groups, wanted.version()));
        store.add(rollout);
        LOG.log(
                Level.INFO,
                "Roll-out begun version={0} boxes={1} groups={2}",
                rollout.version(),
                Integer.toString(rollout.boxes().size()),
                Integer.toString(groups.size()));
        return rollout;
    }

    private List<DeviceId> known() {
        return fleet.devices().stream().map(device -> device.id()).toList();
    }

    private List<List<DeviceId>> checked(List<List<DeviceId>> groups) {
        var known = new HashSet<>(known());
        for (var group : groups) {
            for (var device : group) {
                if (!known.remove(device)) {
                    throw new IllegalArgumentException(
                            "There is no device %s, or it is in two groups.".formatted(device));
                }
            }
        }
        return groups.stream().filter(group -> !group.isEmpty()).toList();
    }

    private List<RolloutBox> boxes(List<List<DeviceId>> groups, String version) {
        var boxes = new ArrayList<RolloutBox>();
        for (var stage = 0; stage < groups.size(); stage++) {
            for (var device : groups.get(stage)) {
                var has =
                        fleet.device(device)
                                .filter(it -> it.softwareVersion().equals(version))
                                .isPresent();
                boxes.add(
                        new RolloutBox(
                                device,
                                stage,
                                has ? RolloutBox.CONFIRMED : RolloutBox.WAITING,
                                has ? "It had this release already." : "",
                                "",
                                clock.instant(),
                                false,
                                ""));
            }
        }
        return boxes;
    }

    /// @return false when it does not run
    public boolean pause(String id) {
        return store.rollout(id)
                .filter(it ->
                        store.change(
                                id,
                                RolloutState.RUNNING,
                                RolloutState.PAUSED,
                                "Somebody paused it.",
                                it.failuresMax()))
                .isPresent();
    }

    /// Goes on; what has failed until now does not count any more.
    ///
    /// @return false when it is not paused
    public boolean resume(String id) {
        return store.rollout(id)
                .filter(it ->
                        store.change(
                                id,
                                RolloutState.PAUSED,
                                RolloutState.RUNNING,
                                "",
                                Math.max(it.failuresMax(), (int) it.failures())))
                .isPresent();
    }

    /// @return false when it is over
    public boolean stop(String id) {
        return store.rollout(id)
                .filter(it -> !it.state().isOver())
                .filter(it ->
                        store.change(
                                id,
                                it.state(),
                                RolloutState.STOPPED,
                                "Somebody stopped it.",
                                it.failuresMax()))
                .isPresent();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK));
    }

    void look() {
        for (var rollout : store.running()) {
            rollout.boxes().forEach(box -> hear(rollout, box));
            store.rollout(rollout.id()).ifPresent(this::goOn);
        }
    }

    /// A box that did not take the order has said so in its answer.
    private void hear(Rollout rollout, RolloutBox box) {
        if (!box.state().equals(RolloutBox.ASKED)) {
            return;
        }
        var answer = commands.find(UUID.fromString(box.command()));
        var outcome = answer.flatMap(it -> it.outcome());
        var now = clock.instant();
        if (answer.isEmpty() || outcome.filter(CommandOutcome.EXPIRED::equals).isPresent()) {
            store.box(rollout.id(), box, RolloutBox.WAITING, "", "", now);
        } else if (box.software().equals(rollout.version())) {
            store.box(rollout.id(), box, RolloutBox.CONFIRMED, "", box.command(), now);
        } else if (outcome.filter(RolloutDesk::isNo).isPresent()) {
            store.box(rollout.id(), box, "failed", answer.get().reason(), box.command(), now);
        }
    }

    private static boolean isNo(CommandOutcome outcome) {
        return outcome == CommandOutcome.REFUSED || outcome == CommandOutcome.FAILED;
    }

    private void goOn(Rollout rollout) {
        if (rollout.state() != RolloutState.RUNNING) {
            return;
        }
        if (rollout.isTooBad()) {
            var why =
                    "%s failed and %d may. Look at why, then go on or stop."
                            .formatted(
                                    rollout.failures() == 1
                                            ? "1 box"
                                            : rollout.failures() + " boxes",
                                    rollout.failuresMax());
            become(rollout, RolloutState.PAUSED, why);
        } else if (rollout.isEverythingOver()) {
            become(rollout, RolloutState.DONE, "");
        } else {
            rollout.due().forEach(box -> ask(rollout, box));
        }
    }

    private void become(Rollout rollout, RolloutState state, String why) {
        if (store.change(rollout.id(), rollout.state(), state, why, rollout.failuresMax())) {
            LOG.log(
                    Level.INFO,
                    "Roll-out version={0} state={1} failures={2}",
                    rollout.version(),
                    state.word(),
                    Long.toString(rollout.failures()));
        }
    }

    private void ask(Rollout rollout, RolloutBox box) {
        var order = new CommandBody.Update(rollout.version(), rollout.atOnce());
        var command = desk.order(box.device(), order, ORDER_LIFE);
        store.box(
                rollout.id(), box, RolloutBox.ASKED, "", command.id().toString(), clock.instant());
    }
}
