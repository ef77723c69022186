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
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Orders on their way through the built-in broker to a box, and its answers back.
@Timeout(60)
final class CommandDeskIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final String PASSWORD = "box-password";
    private static final DeviceId BOX = new DeviceId("box-1");

    @TempDir private Path folder;

    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final HubEvents events = new HubEvents();
    private EmbeddedBroker broker;
    private FleetStore fleet;
    private CommandStore store;
    private CommandDesk desk;

    @BeforeEach
    void open() throws IOException {
        var clock = Clock.systemUTC();
        var database = HubDatabase.open(new DataConfig(folder));
        closings.push(database::close);
        fleet = new FleetStore(database);
        store = new CommandStore(database);
        var devices = folder.resolve("devices.conf");
        Files.writeString(devices, DeviceTokens.line(BOX, PASSWORD) + "\n");
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
        supervisor.start("commands", desk);
        ingest.start(supervisor, broker.address(), Ingest.CLIENT_ID, "hub-password");
        closings.push(supervisor::close);
    }

    @AfterEach
    void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }

    private TestDevice connect(UUID session) {
        var box = TestDevice.connect(BOX, broker.address(), PASSWORD);
        closings.push(box::close);
        box.says(true, session);
        awaitOnline(true);
        return box;
    }

    private void awaitOnline(boolean online) {
        Await.until(
                "the box online: " + online,
                TIMEOUT,
                () -> fleet.device(BOX).map(Device::online).orElse(false) == online);
    }

    @Test
    void bringsAnOrderToABoxAndItsAnswerBack() throws Exception {
        var box = connect(new UUID(1, 1));

        var ordered = desk.order(BOX, new CommandBody.Stop(), LIFE);
        Await.until("the command", TIMEOUT, () -> box.commands().size() == 1);
        var command = box.commands().getFirst();
        assertThat(command.command()).isEqualTo(new CommandBody.Stop());
        assertThat(command.id()).isEqualTo(ordered.id());
        box.answers(command, CommandOutcome.ACCEPTED);
        box.answers(command, CommandOutcome.DONE);
        box.answers(command, CommandOutcome.FAILED);

        assertThat(desk.await(ordered, TIMEOUT).state()).isEqualTo("done");
        assertThat(store.ofDevice(BOX, 10))
                .extracting(DeviceCommand::state)
                .containsExactly("done");
    }

    @Test
    void keepsAnOrderForABoxThatComesBackAndAsksItAgainWhenItsAnswerWasLost() throws Exception {
        var box = connect(new UUID(1, 1));
        box.says(false, new UUID(1, 1));
        awaitOnline(false);
        box.close();

        var ordered = desk.order(BOX, new CommandBody.Mute(), LIFE);
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
    void givesUpOnAnOrderThatNobodyAnswersAndBelievesTheBoxOverItself() throws Exception {
        var box = connect(new UUID(1, 1));
        var ordered = desk.order(BOX, new CommandBody.Mute(), LIFE);
        Await.until("the command", TIMEOUT, () -> box.commands().size() == 1);

        store.giveUp(ordered.expiresAt().plusSeconds(16));
        assertThat(desk.await(ordered, Duration.ZERO).state()).isEqualTo("expired");

        box.answers(box.commands().getFirst(), CommandOutcome.DONE);
        Await.until(
                "the box's word",
                TIMEOUT,
                () -> store.find(ordered.id()).orElseThrow().state().equals("done"));
    }
}
