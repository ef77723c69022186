package io.roomscribe.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.broker.BrokerConfig;
import io.roomscribe.hub.broker.DeviceTokens;
import io.roomscribe.hub.broker.EmbeddedBroker;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.ingest.Ingest;
import io.roomscribe.hub.ingest.IngestConfig;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Orders on their way through the built-in broker to a box, and its answers back. One hub for all,
/// a box for each test.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandDeskIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final String PASSWORD = "box-password";
    private static final int BOXES = 4;

    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final HubEvents events = new HubEvents();
    private EmbeddedBroker broker;
    private FleetStore fleet;
    private CommandStore store;
    private CommandDesk desk;
    private TwinStore twins;
    private TwinDesk twinDesk;

    private int boxesUsed;
    private DeviceId box;

    @BeforeEach
    void chooseABox() {
        box = new DeviceId("box-" + ++boxesUsed);
    }

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        var clock = Clock.systemUTC();
        var database = HubDatabase.open(new DataConfig(folder));
        closings.push(database::close);
        fleet = new FleetStore(database);
        store = new CommandStore(database);
        var devices = folder.resolve("devices.conf");
        var known = new StringBuilder();
        for (var number = 1; number <= BOXES; number++) {
            known.append(DeviceTokens.line(new DeviceId("box-" + number), PASSWORD)).append('\n');
        }
        Files.writeString(devices, known);
        broker =
                EmbeddedBroker.open(
                        new BrokerConfig(
                                "127.0.0.1", 0, Optional.empty(), Optional.empty(), "", ""),
                        folder.resolve("broker"),
                        new DeviceTokens(devices),
                        "hub-password");
        closings.push(broker::close);
        var random = new Random(1);
        var ingest =
                new Ingest(
                        IngestConfig.defaults(),
                        database,
                        List.of(new FleetEntries()),
                        device -> Optional.empty(),
                        events,
                        new HealthBoard(System::nanoTime),
                        clock,
                        System::nanoTime,
                        random);
        desk =
                new CommandDesk(
                        store, ingest.sender(), events, clock, System::nanoTime, new Random(2));
        var supervisor = new Supervisor(System::nanoTime, random, TIMEOUT, failure -> {});
        twins = new TwinStore(database);
        twinDesk = new TwinDesk(twins, ingest.sender(), clock);
        supervisor.start("commands", desk);
        supervisor.start("twins", twinDesk);
        ingest.start(supervisor, broker.address(), Ingest.CLIENT_ID, "hub-password");
        closings.push(supervisor::close);
    }

    @AfterAll
    void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }

    private TestDevice connect(UUID session) {
        var device = TestDevice.connect(box, broker.address(), PASSWORD);
        closings.push(device::close);
        device.says(true, session);
        awaitOnline(true);
        return device;
    }

    private void awaitOnline(boolean online) {
        Await.until(
                "the box online: " + online,
                TIMEOUT,
                () -> fleet.device(box).map(Device::online).orElse(false) == online);
    }

    @Test
    void bringsAnOrderToABoxAndItsAnswerBack() throws Exception {
        var there = connect(new UUID(1, 1));

        var ordered = desk.order(box, new CommandBody.Stop(), LIFE);
        Await.until("the command", TIMEOUT, () -> there.commands().size() == 1);
        var command = there.commands().getFirst();
        assertThat(command.command()).isEqualTo(new CommandBody.Stop());
        assertThat(command.id()).isEqualTo(ordered.id());
        there.answers(command, CommandOutcome.ACCEPTED);
        there.answers(command, CommandOutcome.DONE);
        there.answers(command, CommandOutcome.FAILED);

        assertThat(desk.await(ordered, TIMEOUT).state()).isEqualTo("done");
        assertThat(store.ofDevice(box, 10))
                .extracting(DeviceCommand::state)
                .containsExactly("done");
    }

    @Test
    void keepsAnOrderForABoxThatComesBackAndAsksItAgainWhenItsAnswerWasLost() throws Exception {
        var there = connect(new UUID(1, 1));
        there.says(false, new UUID(1, 1));
        awaitOnline(false);
        there.close();

        var ordered = desk.order(box, new CommandBody.Mute(), LIFE);
        assertThat(desk.await(ordered, Duration.ofMillis(300)).state()).isEqualTo("waiting");
        var back = connect(new UUID(2, 2));
        Await.until("the command", TIMEOUT, () -> back.commands().size() == 1);
        back.says(true, new UUID(3, 3));
        Await.until("the command again", TIMEOUT, () -> back.commands().size() == 2);
        back.answers(back.commands().getLast(), CommandOutcome.DONE);

        assertThat(back.commands()).extracting(one -> one.id()).containsOnly(ordered.id());
        assertThat(desk.await(ordered, TIMEOUT).state()).isEqualTo("done");
    }

    @Test
    void bringsADesiredConfigurationToABoxThatComesLaterAndItsReportBack() throws Exception {
        var twin = twinDesk.desire(box, 0, Map.of("capture.sync-interval", "2s")).orElseThrow();
        assertThat(twin.delta()).containsExactly("capture.sync-interval");
        assertThat(twinDesk.desire(box, 0, Map.of())).isEmpty();

        var there = connect(new UUID(1, 1));
        Await.until("the desired configuration", TIMEOUT, () -> !there.heard.isEmpty());
        assertThat(there.heard.getFirst())
                .isEqualTo(new Message.TwinDesired(1, Map.of("capture.sync-interval", "2s")));
        there.reports(
                new Message.TwinReported(
                        1, Map.of("capture.sync-interval", "2s"), List.of(), List.of()));

        Await.until("the report", TIMEOUT, () -> twins.twin(box).delta().isEmpty());
        assertThat(twins.twin(box).reported().version()).isEqualTo(1);
    }

    @Test
    void givesUpOnAnOrderThatNobodyAnswersAndBelievesTheBoxOverItself() throws Exception {
        var there = connect(new UUID(1, 1));
        var ordered = desk.order(box, new CommandBody.Mute(), LIFE);
        Await.until("the command", TIMEOUT, () -> there.commands().size() == 1);

        store.giveUp(ordered.expiresAt().plusSeconds(16));
        assertThat(desk.await(ordered, Duration.ZERO).state()).isEqualTo("expired");

        there.answers(there.commands().getFirst(), CommandOutcome.DONE);
        Await.until(
                "the box's word",
                TIMEOUT,
                () -> store.find(ordered.id()).orElseThrow().state().equals("done"));
    }
}
