package io.roomscribe.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.broker.BrokerConfig;
import io.roomscribe.hub.broker.DeviceTokens;
import io.roomscribe.hub.broker.EmbeddedBroker;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.Device;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.MosquittoBroker;
import java.io.IOException;
import java.net.URI;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole way in, through the built-in broker and through a Mosquitto of its own.
class IngestOverBrokerIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String HUB_PASSWORD = "hub-password";
    private static final String BOX_PASSWORD = "box-password";

    enum Kind {
        EMBEDDED,
        MOSQUITTO
    }

    @TempDir Path folder;
    private final TestBox box = new TestBox("box-1", 7);
    private final MessageCodec codec = new MessageCodec();
    private final HubEvents events = new HubEvents();
    private final HealthBoard board = new HealthBoard(System::nanoTime);
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private HubDatabase database;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
    }

    @AfterEach
    void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgesToTheBoxOnlyWhatIsCommittedAndShowsPartials(Kind kind) throws Exception {
        var broker = start(kind);
        startHub(broker);
        var acks = new Acks();
        var link = connect(broker, acks);
        closings.push(link::close);
        link.subscribe(Map.of(Topics.ack(box.id), 1), TIMEOUT);
        box.starts().says("one", Duration.ofSeconds(1)).says("two", Duration.ofSeconds(3));

        // QoS 1 is only worth anything once the hub has subscribed.
        Await.until(
                "a subscriber",
                TIMEOUT,
                () -> publish(link, "birth", box.birth(true, new UUID(1, 1), 1), true) == 0);
        Await.until(
                "a subscriber to the outbox",
                TIMEOUT,
                () -> publish(link, "outbox", box.all(), false) == 0);
        Await.until("an ack through 3", TIMEOUT, () -> acks.through() == 3, acks::toString);
        publish(link, "outbox", box.all(), false);
        try (var news = events.subscribe()) {
            link.offer(Topics.live(box.id), partial("three wor"));
            var heard =
                    Await.value(
                            "a partial", TIMEOUT, () -> partialIn(news), () -> "no partial came");
            assertThat(heard.text()).isEqualTo("three wor");
        }

        assertThat(texts()).containsExactly("one", "two");
        assertThat(new FleetStore(database).device(box.id).orElseThrow().online()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aHubThatWasAwayTakesWhatWaitedAtTheBrokerAndAsksForTheRest(Kind kind) throws Exception {
        var broker = start(kind);
        var hub = startHub(broker);
        var acks = new Acks();
        var link = connect(broker, acks);
        closings.push(link::close);
        link.subscribe(Map.of(Topics.ack(box.id), 1), TIMEOUT);
        Await.until(
                "a subscriber",
                TIMEOUT,
                () -> publish(link, "birth", box.birth(true, new UUID(1, 1), 1), true) == 0);
        box.starts().says("one", Duration.ofSeconds(1));
        Await.until(
                "a subscriber to the outbox",
                TIMEOUT,
                () -> publish(link, "outbox", box.all(), false) == 0);
        Await.until("an ack through 2", TIMEOUT, () -> acks.through() == 2, acks::toString);

        hub.close();
        box.says("two", Duration.ofSeconds(3)).says("three", Duration.ofSeconds(5));
        publish(link, "outbox", box.frame(3, 4), false);
        startHub(broker);

        Await.until("an ack through 4", TIMEOUT, () -> acks.through() == 4, acks::toString);
        assertThat(texts()).containsExactly("one", "two", "three");
    }

    @Test
    void saysThatTheBrokerRefusesTheHubAndGoesOnTrying() throws Exception {
        var broker = start(Kind.EMBEDDED);
        startHub(new Address(broker.uri(), "not the password"));

        Await.until(
                "the condition", TIMEOUT, () -> board.isRaised(HubCondition.BROKER_LOGIN_REFUSED));
        startHub(broker);
        Await.until(
                "the condition to clear",
                TIMEOUT,
                () -> !board.isRaised(HubCondition.BROKER_LOGIN_REFUSED));
    }

    private record Address(URI uri, String hubPassword) {}

    private Address start(Kind kind) throws IOException {
        return switch (kind) {
            case EMBEDDED -> embedded();
            case MOSQUITTO -> mosquitto();
        };
    }

    private Address embedded() throws IOException {
        var devices = folder.resolve("devices.conf");
        Files.writeString(devices, DeviceTokens.line(box.id, BOX_PASSWORD) + "\n");
        var config = new BrokerConfig("127.0.0.1", 0, Optional.empty(), Optional.empty(), "", "");
        var broker =
                EmbeddedBroker.open(
                        config, folder.resolve("broker"), new DeviceTokens(devices), HUB_PASSWORD);
        closings.push(broker::close);
        return new Address(broker.address(), HUB_PASSWORD);
    }

    private Address mosquitto() {
        Assumptions.assumeTrue(
                MosquittoBroker.isInstalled(), "mosquitto is not installed, see .ci/run");
        var broker =
                MosquittoBroker.startSecured(
                        folder.resolve("mosquitto"),
                        Map.of(Ingest.CLIENT_ID, HUB_PASSWORD, box.id.value(), BOX_PASSWORD),
                        List.of(
                                "user " + Ingest.CLIENT_ID,
                                "topic readwrite roomscribe/v1/#",
                                "pattern write roomscribe/v1/%u/birth",
                                "pattern write roomscribe/v1/%u/outbox",
                                "pattern write roomscribe/v1/%u/live",
                                "pattern write roomscribe/v1/%u/reply",
                                "pattern write roomscribe/v1/%u/twin/reported",
                                "pattern read roomscribe/v1/%u/ack",
                                "pattern read roomscribe/v1/%u/command",
                                "pattern read roomscribe/v1/%u/twin/desired"));
        closings.push(broker::close);
        return new Address(broker.uri(), HUB_PASSWORD);
    }

    private Supervisor startHub(Address broker) {
        var clock = Clock.systemUTC();
        var random = new Random(1);
        var fleet = new FleetStore(database);
        var cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, random);
        var ingest =
                new Ingest(
                        IngestConfig.defaults(),
                        database,
                        List.of(new FleetEntries(), new TranscriptEntries(cutter), cutter),
                        device -> fleet.device(device).map(Device::room),
                        events,
                        board,
                        clock,
                        System::nanoTime,
                        random);
        var supervisor =
                new Supervisor(System::nanoTime, random, Duration.ofSeconds(10), failure -> {});
        ingest.start(supervisor, broker.uri(), Ingest.CLIENT_ID, broker.hubPassword());
        closings.push(supervisor::close);
        return supervisor;
    }

    private MqttLink connect(Address broker, Acks acks) {
        var config =
                new LinkConfig(
                        broker.uri(),
                        box.id.value(),
                        box.id.value(),
                        BOX_PASSWORD,
                        true,
                        Duration.ZERO,
                        16,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        false);
        return MqttLink.connect(config, Optional.empty(), acks, TIMEOUT);
    }

    /// The broker's reason code.
    private int publish(MqttLink link, String leaf, byte[] payload, boolean retained) {
        try {
            PublishResult result =
                    link.publish(Topics.ROOT + box.id + "/" + leaf, payload, 1, retained)
                            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return result.code();
        } catch (Exception e) {
            throw new AssertionError("cannot publish", e);
        }
    }

    private byte[] partial(String text) {
        return codec.encode(
                Envelope.of(
                        box.id,
                        box.stream,
                        1,
                        TestBox.START,
                        new Message.Partial(box.recording, 0, text, TestBox.START)));
    }

    private static HubEvent.@Nullable PartialHeard partialIn(HubEvents.Subscription news) {
        try {
            return news.poll(Duration.ofMillis(100))
                    .filter(HubEvent.PartialHeard.class::isInstance)
                    .map(HubEvent.PartialHeard.class::cast)
                    .orElse(null);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private List<String> texts() {
        var transcripts = new TranscriptStore(database);
        return new MeetingStore(database)
                .meetings(Optional.empty(), 10).stream()
                        .flatMap(meeting -> transcripts.segments(meeting.id()).stream())
                        .map(Segment::text)
                        .toList();
    }

    private final class Acks implements LinkListener {
        private final List<Message.Ack> heard = new CopyOnWriteArrayList<>();

        @Override
        public void received(ReceivedMessage message) {
            if (codec.decode(message.payload()).body() instanceof Message.Ack ack) {
                heard.add(ack);
            }
        }

        @Override
        public void lost(LinkException why) {}

        long through() {
            return heard.isEmpty() ? 0 : heard.getLast().through();
        }

        @Override
        public String toString() {
            return heard.toString();
        }
    }
}
