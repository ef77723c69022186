package io.roomscribe.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.device.identity.DeviceLogin;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.device.outbox.OutboxRelay;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.LinkThreads;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.MosquittoBroker;
import io.roomscribe.testkit.ScriptedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Outbox, relay and link against a real broker, with a hub of the test's.
@Timeout(120)
final class DeviceLinkIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final DeviceId DEVICE = new DeviceId("box-1");
    private static final Ticker TICKER = System::nanoTime;

    @TempDir Path folder;

    private final HealthBoard health = new HealthBoard(TICKER);
    private final AtomicReference<DeviceState> state = new AtomicReference<>(DeviceState.RECORDING);
    private final MessageCodec codec = new MessageCodec();
    private Database database;
    private Outbox outbox;

    @SuppressWarnings("NullAway.Init") // each test calls startDevice
    private OutboxRelay relay;

    @SuppressWarnings("NullAway.Init")
    private DeviceLink link;

    private Supervisor supervisor;

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
    }

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("data"), Clock.systemUTC(), e -> {});
        outbox = Outbox.open(database, codec, Clock.systemUTC(), new Random(7));
        supervisor = new Supervisor(TICKER, new Random(8), Duration.ofSeconds(5), e -> {});
    }

    @AfterEach
    void close() {
        supervisor.close();
        database.close();
    }

    private void startDevice(URI broker, Optional<Path> passwordFile) {
        relay =
                new OutboxRelay(
                        outbox,
                        OutboxConfig.defaults(),
                        health,
                        Clock.systemUTC(),
                        TICKER,
                        () -> true,
                        new Random(9));
        link =
                new DeviceLink(
                        new BrokerConfig(
                                broker,
                                Optional.empty(),
                                passwordFile,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3)),
                        new DeviceFacts(
                                new DeviceIdentity(DEVICE, new RoomId("room-1"), "Room 1"),
                                "1.2.3",
                                state::get,
                                () -> ClockQuality.UNSYNCED),
                        DeviceLogin.byPassword(),
                        outbox,
                        relay,
                        health,
                        codec,
                        Clock.systemUTC(),
                        TICKER,
                        new Random(10));
        supervisor.start("outbox-relay", relay);
        supervisor.start("link", link);
    }

    private void append(int entries) {
        database.inTransaction(tx -> {
            for (var i = 0; i < entries; i++) {
                outbox.append(
                        tx,
                        new EntryBody.Health(
                                "test", Severity.INFO, true, Instant.EPOCH, "entry " + i));
            }
            return true;
        });
    }

    private void awaitAllAcknowledged() {
        Await.until(
                "everything to be acknowledged",
                SOON,
                relay::isEverythingAcknowledged,
                () -> "%s, %s, %s".formatted(link.state(), relay.ackedThrough(), health.active()));
    }

    private void awaitState(LinkState wanted) {
        Await.until(
                "link state " + wanted,
                SOON,
                () -> link.state() == wanted,
                () -> link.state() + " " + health.active());
    }

    @Test
    void bringsEveryEntryToTheHubOnceAndInOrder() throws Exception {
        append(300);
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            startDevice(broker.uri(), Optional.empty());
            awaitAllAcknowledged();
            append(7);
            awaitAllAcknowledged();

            assertThat(hub.sequences()).hasSize(307).isSorted();
            assertThat(hub.brokenLinks()).isZero();
            assertThat(link.state()).isEqualTo(LinkState.ONLINE);
            assertThat(health.active()).isEmpty();
        }
    }

    @Test
    void saysWhoIsThereAndWhenItLeaves() throws Exception {
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            startDevice(broker.uri(), Optional.empty());
            hub.awaitBirth(birth -> birth.online() && birth.state() == DeviceState.RECORDING);
            state.set(DeviceState.IDLE);
            var birth = hub.awaitBirth(b -> b.state() == DeviceState.IDLE);
            assertThat(birth.room()).isEqualTo(new RoomId("room-1"));
            assertThat(birth.softwareVersion()).isEqualTo("1.2.3");

            supervisor.close();

            var last = hub.awaitBirth(b -> !b.online());
            assertThat(last.session()).isEqualTo(birth.session());
        }
    }

    @Tag("P3")
    @Tag("M2")
    @Test
    void losesNothingWhenTheBrokerIsKilledAndForgets() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            startDevice(broker.uri(), Optional.empty());
            try (var hub = TestHub.connect(broker.uri(), DEVICE)) {
                append(50);
                awaitAllAcknowledged();
                hub.stopAcknowledging();
                append(50);
                Await.until("entries at the hub", SOON, () -> hub.sequences().size() > 50);
            }
            broker.kill();
            Await.until(
                    "the link to notice",
                    SOON,
                    () -> link.state() != LinkState.ONLINE,
                    link::state);
            append(50);
            broker.restart();
            try (var hub = TestHub.connect(broker.uri(), DEVICE, 50)) {
                awaitAllAcknowledged();
                assertThat(hub.sequences()).hasSize(100).isSorted();
            }
        }
    }

    @Test
    void keepsEverythingWhileNoHubListens() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            append(3);
            startDevice(broker.uri(), Optional.empty());
            awaitState(LinkState.WAITING_FOR_HUB);
            assertThat(relay.ackedThrough()).isZero();

            try (var _ = TestHub.connect(broker.uri(), DEVICE)) {
                awaitAllAcknowledged();
                awaitState(LinkState.ONLINE);
            }
        }
    }

    @Test
    void keepsEverythingWhileTheLoginIsRefused() throws Exception {
        var passwordFile = folder.resolve("password");
        Files.writeString(passwordFile, "wrong\n");
        try (var broker =
                MosquittoBroker.startSecured(
                        folder,
                        Map.of("box-1", "right"),
                        List.of("user box-1", "topic roomscribe/v1/box-1/#"))) {
            append(1);
            startDevice(broker.uri(), Optional.of(passwordFile));
            awaitState(LinkState.REFUSED);

            assertThat(health.isRaised(DeviceCondition.BROKER_REFUSED_LOGIN)).isTrue();
            assertThat(outbox.position().unacknowledged()).isEqualTo(1);
        }
    }

    @Tag("M3")
    @Test
    void reportsAnotherBoxWithItsIdAndKeepsAway() {
        try (var broker = ScriptedBroker.start(PublishResult.ACCEPTED::code)) {
            startDevice(broker.uri(), Optional.empty());
            awaitState(LinkState.ONLINE);

            broker.disconnectAll(0x8e);

            awaitState(LinkState.DUPLICATE_IDENTITY);
            assertThat(health.isRaised(DeviceCondition.DUPLICATE_IDENTITY)).isTrue();
        }
    }

    @Test
    void saysLiveThingsWhileConnectedAndDropsThemOtherwise() throws Exception {
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            startDevice(broker.uri(), Optional.empty());
            link.live(new Message.Level(-1, -2));
            hub.awaitBirth(Message.Birth::online);
            Await.until(
                    "a live message",
                    SOON,
                    () -> {
                        link.live(new Message.Level(-3, -4));
                        return !hub.live().isEmpty();
                    },
                    link::state);

            assertThat(hub.live()).contains(new Message.Level(-3, -4));
        }
    }

    @Test
    void recordsThatNobodyIsThere() throws IOException {
        startDevice(URI.create("tcp://127.0.0.1:" + FreePort.find()), Optional.empty());
        Await.until(
                "the condition",
                SOON,
                () -> health.isRaised(DeviceCondition.BROKER_UNREACHABLE),
                link::state);
    }

    /// Row N11.
    @Test
    @Tag("N11")
    void namesACaptivePortal() throws Exception {
        try (var portal = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> redirect(portal));
            append(1);
            var threads = LinkThreads.leakedThreads();
            startDevice(URI.create("tcp://127.0.0.1:" + portal.getLocalPort()), Optional.empty());
            Await.until(
                    "the condition",
                    SOON,
                    () -> health.isRaised(DeviceCondition.NOT_A_BROKER),
                    health::active);

            assertThat(outbox.position().unacknowledged()).isEqualTo(1);
            supervisor.close();
            Await.until(
                    "Paho's threads to end",
                    SOON,
                    () -> LinkThreads.leakedThreads() <= threads,
                    LinkThreads::leakedThreads);
        }
    }

    private static void redirect(ServerSocket portal) {
        while (!portal.isClosed()) {
            try (var client = portal.accept()) {
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                // Until the box hangs up.
                var _ = client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // It hung up, or the portal is closed.
            }
        }
    }

    /// Row M4: one message at a time, and packets of four kilobytes at most.
    @Test
    @Tag("M4")
    void getsThroughABrokerThatTakesOneSmallPacketAtATime() throws Exception {
        try (var broker =
                        MosquittoBroker.start(
                                folder, "max_inflight_messages 1", "max_packet_size 4096");
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            database.inTransaction(tx -> {
                var noise = new Random(1);
                for (var i = 0; i < 60; i++) {
                    var text = new StringBuilder();
                    for (var word = 0; word < 20; word++) {
                        text.append(Long.toHexString(noise.nextLong()));
                    }
                    outbox.append(
                            tx,
                            new EntryBody.Health(
                                    "test", Severity.INFO, true, Instant.EPOCH, text.toString()));
                }
                return true;
            });
            startDevice(broker.uri(), Optional.empty());
            awaitAllAcknowledged();

            assertThat(hub.sequences()).hasSize(60).isSorted();
            assertThat(health.active()).isEmpty();
        }
    }

    /// Row N5: Paho leaves threads behind under flapping; only a new process gets rid of them.
    @Test
    @Tag("N5")
    void endsTheProcessWhenTheClientLeftTooManyThreadsBehind() throws Exception {
        var before = LinkThreads.leakedThreads();
        var fatal = new CompletableFuture<Failure>();
        var release = new CountDownLatch(1);
        for (var i = 0; i <= LinkThreads.LEAKED_MAX; i++) {
            Thread.ofPlatform()
                    .daemon(true)
                    .name("MQTT Con: leaked-" + i)
                    .start(() -> awaitQuietly(release));
        }
        supervisor.close();
        supervisor = new Supervisor(TICKER, new Random(8), Duration.ofSeconds(5), fatal::complete);
        startDevice(URI.create("tcp://127.0.0.1:" + FreePort.find()), Optional.empty());

        assertThat(fatal.get(30, TimeUnit.SECONDS)).hasMessageContaining("threads behind");
        release.countDown();
        Await.until("the threads to end", SOON, () -> LinkThreads.leakedThreads() <= before);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            var _ = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Row M5: whatever a broker sends, the link ends or goes on, and the next one works.
    @Test
    @Tag("M5")
    void getsOverABrokerThatSendsNonsense() throws Exception {
        var threads = LinkThreads.leakedThreads();
        var seed = Long.getLong("seed", 20261122);
        System.out.println("seed=" + seed);
        var random = new Random(seed);
        var sent = new AtomicInteger();
        append(3);
        try (var nonsense = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talkNonsense(nonsense, random, sent));
            startDevice(URI.create("tcp://127.0.0.1:" + nonsense.getLocalPort()), Optional.empty());
            Await.until("three attempts", SOON, () -> sent.get() >= 3, link::state);
        }
        assertThat(outbox.position().unacknowledged()).isEqualTo(3);
        supervisor.close();
        supervisor = new Supervisor(TICKER, new Random(8), Duration.ofSeconds(5), e -> {});
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            startDevice(broker.uri(), Optional.empty());
            awaitAllAcknowledged();
            assertThat(hub.sequences()).hasSize(3).isSorted();
        }
        assertThat(LinkThreads.leakedThreads()).isLessThanOrEqualTo(threads + 1);
    }

    /// Says yes to every second CONNECT, and then anything.
    private static void talkNonsense(ServerSocket server, Random random, AtomicInteger sent) {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                var _ = client.getInputStream().read();
                var bytes = new byte[64];
                random.nextBytes(bytes);
                if (sent.incrementAndGet() % 2 == 0) {
                    System.arraycopy(new byte[] {0x20, 3, 0, 0, 0}, 0, bytes, 0, 5);
                }
                client.getOutputStream().write(bytes);
                client.getOutputStream().flush();
            } catch (IOException e) {
                // It hung up, or the server is closed.
            }
        }
    }
}
