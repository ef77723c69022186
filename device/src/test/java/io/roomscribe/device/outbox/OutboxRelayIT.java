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
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        long tooLarge = -1;
        int entriesMax = OutboxFrame.ENTRIES_MAX;

        @Override
        public boolean fits(OutboxFrame frame) {
            return frame.entries().size() <= entriesMax
                    && frame.entries().stream().noneMatch(it -> it.sequence() == tooLarge);
        }

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
        relay.acknowledged(outbox.stream(), new Message.Ack(through, List.of(), epoch, 0), false);
        relay.step();
        relay.step();
    }

    @Test
    void sendsNoFasterThanTheHubAsksFor() throws Exception {
        append(1);
        var route = connect();
        append(200);
        relay.acknowledged(outbox.stream(), new Message.Ack(1, List.of(), EPOCH, 100), false);
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
        // From the second time on the newest too: it may be the entry that is not answered.
        assertThat(second.frames).containsExactly(List.of(2L), List.of(2L), List.of(3L));
        pass(Duration.ofSeconds(31));
        assertThat(second.frames).hasSize(3);
        pass(Duration.ofSeconds(31));
        assertThat(second.frames).hasSize(5);
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

    /// Row S13: the epoch should tell, but a backup may have restored that too.
    @Test
    @Tag("S13")
    void believesAHubThatWentBackOnlyWhenItSaysSoTwice() throws Exception {
        append(20);
        var route = connect();
        hubAcknowledges(20, EPOCH);

        hubAcknowledges(3, EPOCH);
        assertThat(relay.ackedThrough()).isEqualTo(20);
        hubAcknowledges(3, EPOCH);

        assertThat(relay.ackedThrough()).isEqualTo(3);
        assertThat(route.frames.getLast()).containsExactly(range(4, 20));
    }

    /// The broker kept them for a box that was away, and the retained word came first.
    @Test
    @Tag("S13")
    void doesNotTakeOldWordsThatComeLateForAHubThatWentBack() throws Exception {
        append(20);
        connect();
        hubAcknowledges(20, EPOCH);

        hubAcknowledges(17, EPOCH);
        hubAcknowledges(18, EPOCH);
        hubAcknowledges(19, EPOCH);

        assertThat(relay.ackedThrough()).isEqualTo(20);
    }

    @Test
    void learnsTheWatermarkFromARetainedAcknowledgementButKeepsProbing() throws Exception {
        append(20);
        var route = new ScriptedRoute();
        relay.acknowledged(outbox.stream(), new Message.Ack(0, List.of(), EPOCH, 1000), true);
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
        assertThat(route.sequences()).containsOnly(1L, 3L);
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

    /// Row M1: every answer of a broker keeps the entry, and each says what it is.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
    @Tag("M1")
    void keepsTheEntryWhateverTheBrokerAnswers(PublishResult refusal) throws Exception {
        append(1);
        var route = new ScriptedRoute();
        route.answer = refusal;
        relay.connected(route);
        for (var i = 0; i < 40; i++) {
            pass(Duration.ofSeconds(10));
        }

        var condition =
                switch (refusal) {
                    case NO_SUBSCRIBER -> DeviceCondition.HUB_SILENT;
                    case PAYLOAD_INVALID, PACKET_TOO_LARGE -> DeviceCondition.ENTRY_REFUSED;
                    default -> DeviceCondition.BROKER_REFUSES_ENTRIES;
                };
        assertThat(health.isRaised(condition)).isTrue();
        assertThat(outbox.position()).isEqualTo(new OutboxPosition(1, 1, 0));
        assertThat(route.frames.size()).as("attempts").isBetween(2, 60);
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
    void beginsANewStreamWhenTheHubKnowsMoreThanTheBox() throws Exception {
        append(2);
        var route = connect();
        hubAcknowledges(1, EPOCH);
        var previous = outbox.stream();

        hubAcknowledges(9, EPOCH);

        assertThat(health.isRaised(DeviceCondition.OUTBOX_BEHIND_HUB)).isTrue();
        assertThat(outbox.stream()).isNotEqualTo(previous);
        assertThat(relay.ackedThrough()).isZero();
        assertThat(route.restarts).hasSize(1);
        // The announcement, and what the hub never acknowledged to this box.
        assertThat(outbox.lastSequence()).isEqualTo(2);
        relay.disconnected();
        var second = connect();
        hubAcknowledges(1, EPOCH);
        assertThat(second.sequences()).containsExactly(1L, 2L);
    }

    /// Two words about the old stream were under way at once: the second closed the new one too.
    @Test
    void takesNoWordAboutAClosedStreamForOneAboutTheNew() throws Exception {
        append(2);
        var route = connect();
        hubAcknowledges(1, EPOCH);
        var closed = outbox.stream();

        relay.acknowledged(closed, new Message.Ack(9, List.of(), EPOCH, 0), false);
        relay.acknowledged(closed, new Message.Ack(9, List.of(), EPOCH, 0), false);
        relay.acknowledged(closed, new Message.Ack(1, List.of(), EPOCH, 0), false);
        relay.step();

        assertThat(route.restarts).hasSize(1);
        assertThat(relay.ackedThrough()).isZero();
        assertThat(outbox.position()).isEqualTo(new OutboxPosition(1, 2, 0));
    }

    @Test
    void showsTheNewestFirstWhileALongBackFillDrainsOldestFirst() throws Exception {
        append(1000);
        var route = connect();
        assertThat(route.frames).containsExactly(List.of(1L));

        hubAcknowledges(1, EPOCH);

        assertThat(route.frames.get(1)).containsExactly(range(951, 1000));
        assertThat(route.frames.get(2)).containsExactly(range(2, 51));
        append(1);
        hubAcknowledges(51, List.of(new Message.Range(951, 1000)));
        assertThat(route.frames).contains(List.of(1001L));
        while (relay.ackedThrough() < 950) {
            var through = Math.min(950, relay.ackedThrough() + 50);
            hubAcknowledges(through, List.of(new Message.Range(951, 1001)));
        }
        hubAcknowledges(1001, EPOCH);

        assertThat(route.sequences()).doesNotHaveDuplicates().hasSize(1001);
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }

    private void hubAcknowledges(long through, List<Message.Range> beyond) throws Exception {
        relay.acknowledged(outbox.stream(), new Message.Ack(through, beyond, EPOCH, 0), false);
        relay.step();
        relay.step();
    }

    @Test
    void doesNotSendAgainWhatTheHubHasBeyondAHole() throws Exception {
        append(101);
        var route = connect();
        hubAcknowledges(1, EPOCH);
        assertThat(route.sequences()).hasSize(101);
        relay.disconnected();

        var second = connect();
        hubAcknowledges(1, List.of(new Message.Range(40, 60)));

        // The probe of the new connection was the second entry.
        assertThat(second.sequences()).startsWith(2L, 3L).doesNotContain(40L, 50L, 60L);
        assertThat(second.sequences()).contains(39L, 61L, 101L);
    }

    /// A hub that takes what comes but for one entry, and answers only when it took something.
    private final class ModelHub {
        private final TreeSet<Long> taken = new TreeSet<>();
        private final ScriptedRoute route;
        private int framesSeen;
        private long never = -1;

        ModelHub(ScriptedRoute route) {
            this.route = route;
        }

        /// The next steps, five seconds each.
        void live(Duration time) throws InterruptedException {
            for (var i = 0; i < time.toSeconds() / 5; i++) {
                pass(Duration.ofSeconds(4));
                ticker.advance(Duration.ofSeconds(1));
                answer();
                if (!route.restarts.isEmpty()) {
                    route.restarts.clear();
                    relay.disconnected();
                    relay.connected(route);
                    relay.step();
                }
            }
        }

        private void answer() throws InterruptedException {
            var isAnswering = false;
            for (var frame : route.frames.subList(framesSeen, route.frames.size())) {
                if (!frame.contains(never) || tombstoneIsInPlaceOf(never)) {
                    taken.addAll(frame);
                    isAnswering = true;
                }
            }
            framesSeen = route.frames.size();
            if (isAnswering) {
                var through = 0L;
                while (taken.contains(through + 1)) {
                    through++;
                }
                relay.acknowledged(
                        outbox.stream(),
                        new Message.Ack(through, beyond(through), EPOCH, 0),
                        false);
                relay.step();
            }
        }

        private List<Message.Range> beyond(long through) {
            var ranges = new ArrayList<Message.Range>();
            for (var sequence : taken.tailSet(through + 1)) {
                if (!ranges.isEmpty() && ranges.getLast().to() + 1 == sequence) {
                    var from = ranges.removeLast().from();
                    ranges.add(new Message.Range(from, sequence));
                } else {
                    ranges.add(new Message.Range(sequence, sequence));
                }
            }
            return ranges;
        }
    }

    private boolean tombstoneIsInPlaceOf(long sequence) {
        return outbox.after(sequence - 1, 1, 1000)
                .entries()
                .getFirst()
                .payload()
                .startsWith("{\"type\":\"tombstone\"");
    }

    /// Row M8: one entry that the hub never acknowledges.
    @Test
    @Tag("M8")
    void parksAnEntryThatTheHubPassesOverAndAtLastPutsATombstoneInItsPlace() throws Exception {
        append(60);
        var hub = new ModelHub(connect());
        hub.never = 5;

        hub.live(Duration.ofMinutes(8));
        assertThat(hub.taken).hasSize(59).doesNotContain(5L);
        assertThat(health.isRaised(DeviceCondition.ENTRY_REFUSED)).isTrue();
        append(1);
        hub.live(Duration.ofMinutes(1));
        assertThat(hub.taken).contains(61L);
        assertThat(relay.ackedThrough()).isEqualTo(4);

        hub.live(Duration.ofMinutes(15));

        assertThat(tombstoneIsInPlaceOf(5)).isTrue();
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }

    /// Also when it is the only one that is left to send, and the hub says nothing at all to it.
    @Test
    @Tag("M8")
    void findsTheHubBehindAPoisonEntryThatComesFirst() throws Exception {
        append(3);
        var hub = new ModelHub(connect());
        hub.never = 1;

        hub.live(Duration.ofMinutes(30));

        assertThat(tombstoneIsInPlaceOf(1)).isTrue();
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }

    /// A hub that is away for long takes nobody for poison.
    @Test
    void buriesNothingWhileTheHubIsAway() throws Exception {
        append(30);
        var route = connect();
        var hub = new ModelHub(route);
        for (var i = 0; i < 5; i++) {
            for (var second = 0; second < 3600; second += 10) {
                pass(Duration.ofSeconds(10));
            }
            hub.framesSeen = route.frames.size();
            hub.live(Duration.ofMinutes(2));
            append(30);
        }
        hub.live(Duration.ofMinutes(20));

        assertThat(hub.taken).hasSize(180);
        assertThat(health.isRaised(DeviceCondition.ENTRY_REFUSED)).isFalse();
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }

    /// Row M4: a broker whose largest packet is small.
    @Test
    @Tag("M4")
    void splitsFramesUntilTheyFitAndParksWhatIsTooLargeAlone() throws Exception {
        append(41);
        var route = connect();
        route.entriesMax = 7;
        route.tooLarge = 20;
        var hub = new ModelHub(route);

        hub.live(Duration.ofMinutes(1));

        assertThat(route.frames).allSatisfy(frame -> assertThat(frame).hasSizeLessThan(8));
        assertThat(hub.taken).hasSize(40).doesNotContain(20L);
        assertThat(health.isRaised(DeviceCondition.ENTRY_REFUSED)).isTrue();
        hub.live(Duration.ofMinutes(30));
        assertThat(tombstoneIsInPlaceOf(20)).isFalse();
    }

    /// Row S8: a damaged row must not stop what is good.
    @Test
    @Tag("S8")
    void sendsPastADamagedRow() throws Exception {
        append(10);
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.executeUpdate(
                        "UPDATE outbox SET payload = '{}' WHERE sequence IN (4, 5, 10)");
            }
        });

        var route = connect();
        hubAcknowledges(1, EPOCH);

        assertThat(route.sequences()).containsExactly(range(1, 10));
        assertThat(health.isRaised(DeviceCondition.OUTBOX_DAMAGED)).isTrue();
        hubAcknowledges(10, EPOCH);
        assertThat(relay.isEverythingAcknowledged()).isTrue();
    }
}
