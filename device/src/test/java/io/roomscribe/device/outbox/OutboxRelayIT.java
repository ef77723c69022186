package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The relay on a real outbox, with time and the way to the hub in the test's hands.
@Timeout(60)
final class OutboxRelayIT {
    private static final UUID EPOCH = new UUID(1, 1);
    private static final UUID OTHER_EPOCH = new UUID(2, 2);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final ManualTicker ticker = new ManualTicker();
    private final HealthBoard health = new HealthBoard(ticker);
    private final MessageCodec codec = new MessageCodec();
    private boolean clockIsGood = true;
    private Database database;
    private Outbox outbox;
    private OutboxRelay relay;

    /// A way whose broker answers each frame as the test says.
    private static final class ScriptedRoute implements FrameRoute {
        final List<List<Long>> frames = new ArrayList<>();
        final List<String> restarts = new ArrayList<>();
        PublishResult answer = PublishResult.ACCEPTED;
        long poison = -1;

        @Override
        public CompletableFuture<PublishResult> send(OutboxFrame frame) {
            var sequences = frame.entries().stream().map(Entry::sequence).toList();
            frames.add(sequences);
            return CompletableFuture.completedFuture(
                    sequences.contains(poison) ? PublishResult.PAYLOAD_INVALID : answer);
        }

        @Override
        public void restart(String why) {
            restarts.add(why);
        }

        List<Long> sequences() {
            return frames.stream().flatMap(List::stream).toList();
        }
    }

    @BeforeEach
    void open() {
        database = Database.open(folder, clock, e -> {});
        outbox = Outbox.open(database, codec, clock, new Random(7));
        relay = newRelay();
    }

    private OutboxRelay newRelay() {
        return new OutboxRelay(
                outbox,
                new OutboxConfig(4, Duration.ofSeconds(30), Duration.ofDays(7)),
                health,
                clock,
                ticker,
                () -> clockIsGood,
                new Random(7));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(int entries) {
        database.inTransaction(tx -> {
            for (var i = 0; i < entries; i++) {
                outbox.append(
                        tx,
                        new EntryBody.Health("test", Severity.INFO, true, clock.instant(), "text"));
            }
            return true;
        });
    }

    private ScriptedRoute connect() throws InterruptedException {
        var route = new ScriptedRoute();
        relay.connected(route);
        relay.step();
        relay.step();
        return route;
    }

    private void hubAcknowledges(long through, UUID epoch) throws InterruptedException {
        relay.acknowledged(new Message.Ack(through, List.of(), epoch, 0), false);
        relay.step();
        relay.step();
    }

    @Test
    void sendsNoFasterThanTheHubAsksFor() throws Exception {
        append(1);
        var route = connect();
        append(200);
        relay.acknowledged(new Message.Ack(1, List.of(), EPOCH, 100), false);
        relay.step();
        relay.step();
        assertThat(route.sequences()).hasSize(51);

        pass(Duration.ofMillis(400));
        assertThat(route.sequences()).hasSize(51);
        pass(Duration.ofMillis(101));
        assertThat(route.sequences()).hasSize(101);
    }

    private void pass(Duration time) throws InterruptedException {
        ticker.advance(time);
        relay.step();
        relay.step();
    }

    private static Long[] range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
    }

    @Test
    void probesWithOneEntryAndOpensTheWindowOnceTheHubAnswers() throws Exception {
        append(120);

        var route = connect();
        assertThat(route.frames).containsExactly(List.of(1L));
        hubAcknowledges(1, EPOCH);

        assertThat(route.sequences()).containsExactly(range(1, 120));
        assertThat(route.frames).hasSize(4);
        assertThat(relay.isEverythingAcknowledged()).isFalse();
        hubAcknowledges(120, EPOCH);
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }

    @Test
    void takesNoBrokersWordForDelivery() throws Exception {
        append(3);
        connect();

        assertThat(relay.ackedThrough()).isZero();
        assertThat(outbox.position().ackedThrough()).isZero();
    }

    @Test
    void keepsAtMostTheConfiguredFramesUnderWay() throws Exception {
        append(1);
        var route = connect();
        hubAcknowledges(1, EPOCH);
        append(1000);
        relay.step();

        assertThat(route.sequences()).containsExactly(range(1, 201));
        hubAcknowledges(51, EPOCH);
        assertThat(route.sequences()).containsExactly(range(1, 251));
    }

    @Test
    void sendsAgainFromTheHubsWatermarkOnANewConnection() throws Exception {
        append(10);
        var first = connect();
        hubAcknowledges(4, EPOCH);
        assertThat(first.sequences()).startsWith(1L).endsWith(10L);

        relay.disconnected();
        var second = connect();
        hubAcknowledges(5, EPOCH);

        assertThat(second.sequences()).startsWith(5L).endsWith(10L);
        assertThat(second.frames.get(1)).containsExactly(range(6, 10));
    }

    @Test
    void goesOnFromTheAcknowledgedEntryAfterARestart() throws Exception {
        append(10);
        connect();
        hubAcknowledges(7, EPOCH);

        relay = newRelay();
        var route = connect();

        assertThat(route.frames).containsExactly(List.of(8L));
    }

    @Test
    void asksForAnotherConnectionWhenTheHubGoesSilentThenOnlyProbes() throws Exception {
        append(3);
        var first = connect();
        hubAcknowledges(1, EPOCH);

        pass(Duration.ofSeconds(31));
        assertThat(first.restarts).hasSize(1);
        assertThat(health.isRaised(DeviceCondition.HUB_SILENT)).isTrue();

        relay.disconnected();
        var second = connect();
        assertThat(second.frames).containsExactly(List.of(2L));
        pass(Duration.ofSeconds(31));
        assertThat(second.frames).containsExactly(List.of(2L), List.of(2L));
        pass(Duration.ofSeconds(31));
        assertThat(second.frames).hasSize(2);
        pass(Duration.ofSeconds(31));
        assertThat(second.frames).hasSize(3);
        assertThat(second.restarts).isEmpty();

        hubAcknowledges(2, EPOCH);
        assertThat(health.isRaised(DeviceCondition.HUB_SILENT)).isFalse();
        assertThat(second.sequences()).endsWith(3L);
    }

    @Tag("S13")
    @Test
    void sendsAgainWhatAHubOfAnotherEpochLacks() throws Exception {
        append(20);
        var route = connect();
        hubAcknowledges(20, EPOCH);

        hubAcknowledges(12, OTHER_EPOCH);

        assertThat(relay.ackedThrough()).isEqualTo(12);
        assertThat(route.frames.getLast()).containsExactly(range(13, 20));
    }

    @Test
    void ignoresAnOldWordOfTheSameHub() throws Exception {
        append(20);
        connect();
        hubAcknowledges(20, EPOCH);

        hubAcknowledges(3, EPOCH);

        assertThat(relay.ackedThrough()).isEqualTo(20);
    }

    @Test
    void learnsTheWatermarkFromARetainedAcknowledgementButKeepsProbing() throws Exception {
        append(20);
        var route = new ScriptedRoute();
        relay.acknowledged(new Message.Ack(0, List.of(), EPOCH, 1000), true);
        relay.connected(route);
        relay.step();
        relay.step();

        assertThat(route.frames).containsExactly(List.of(1L));
    }

    @Test
    void holdsBackWhileNoHubIsSubscribed() throws Exception {
        append(3);
        var route = new ScriptedRoute();
        route.answer = PublishResult.NO_SUBSCRIBER;
        relay.connected(route);
        relay.step();
        relay.step();
        assertThat(health.isRaised(DeviceCondition.HUB_SILENT)).isTrue();
        assertThat(route.frames).hasSize(1);

        for (var i = 0; i < 300; i++) {
            pass(Duration.ofSeconds(1));
        }

        assertThat(route.frames.size()).isBetween(3, 60);
        assertThat(route.sequences()).containsOnly(1L);
    }

    @Tag("M1")
    @Test
    void namesWhatTheBrokerRefusesAndTriesAgain() throws Exception {
        append(3);
        var route = new ScriptedRoute();
        route.answer = PublishResult.NOT_AUTHORIZED;
        relay.connected(route);
        relay.step();
        relay.step();
        assertThat(health.isRaised(DeviceCondition.BROKER_REFUSES_ENTRIES)).isTrue();

        route.answer = PublishResult.ACCEPTED;
        pass(Duration.ofSeconds(61));
        hubAcknowledges(1, EPOCH);

        assertThat(health.isRaised(DeviceCondition.BROKER_REFUSES_ENTRIES)).isFalse();
        assertThat(route.sequences()).endsWith(2L, 3L);
    }

    @Tag("M1")
    @Tag("M8")
    @Test
    void leavesOutAPoisonEntryAndLetsTheOthersPass() throws Exception {
        append(1);
        var route = connect();
        route.poison = 5;
        hubAcknowledges(1, EPOCH);
        append(9);

        for (var i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(10));
            hubAcknowledges(Math.min(4, relay.ackedThrough() + 4), EPOCH);
        }

        assertThat(health.isRaised(DeviceCondition.ENTRY_REFUSED)).isTrue();
        assertThat(route.sequences()).contains(6L, 7L, 8L, 9L, 10L);
        assertThat(outbox.position().first()).isEqualTo(1);
    }

    @Tag("T2")
    @Test
    void keepsAcknowledgedEntriesForTheReplayWindowAndWhileTheClockIsBad() throws Exception {
        append(5);
        connect();
        hubAcknowledges(5, EPOCH);
        clock.advance(Duration.ofDays(8));

        clockIsGood = false;
        pass(Duration.ofHours(2));
        assertThat(outbox.position().first()).isEqualTo(1);

        clockIsGood = true;
        pass(Duration.ofHours(2));
        assertThat(outbox.position().first()).isEqualTo(6);
    }

    @Test
    void saysWhenTheHubKnowsMoreThanTheBox() throws Exception {
        append(2);
        connect();

        hubAcknowledges(9, EPOCH);

        assertThat(health.isRaised(DeviceCondition.OUTBOX_BEHIND_HUB)).isTrue();
        assertThat(relay.ackedThrough()).isEqualTo(2);
    }
}
