package io.roomscribe.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.ingest.Inbox.Watermark;
import io.roomscribe.hub.ingest.Lanes.Inbound;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committer on a real database, without a broker: what is offered is what a broker would
/// bring.
class IngestIT {
    private static final UUID SESSION = new UUID(1, 1);

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(TestBox.START.plusSeconds(60));
    private final HealthBoard board = new HealthBoard(new ManualTicker());
    private final List<String> acknowledged = new ArrayList<>();
    private final TestBox box = new TestBox("box-1", 7);
    private HubDatabase database;
    private IngestCounters counters = new IngestCounters();

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Tag("N9")
    @Test
    void appliesAFrameOnceHoweverOftenItComes() throws Exception {
        box.starts().says("one", seconds(1)).says("two", seconds(3));

        take(box.all());
        take(box.all());
        take(box.frame(2, 3), box.frame(1, 2));

        assertThat(texts()).containsExactly("one", "two");
        assertThat(through(box)).isEqualTo(3);
        assertThat(counters.accepted()).isEqualTo(3);
        assertThat(counters.duplicates()).isEqualTo(7);
        assertThat(counters.rejected()).isZero();
        assertThat(acknowledged).hasSize(4);
    }

    @Test
    void keepsWhatComesAfterAGapAndAppliesItOnceTheGapIsFilled() throws Exception {
        box.starts().says("one", seconds(1)).says("two", seconds(3)).says("three", seconds(5));
        box.seals(0);

        take(box.frame(1, 1), box.frame(3, 5));
        assertThat(chunks()).isZero();
        assertThat(through(box)).isEqualTo(1);
        assertThat(beyond(box)).containsExactly(new Range(3, 5));

        take(box.frame(2, 2));
        assertThat(texts()).containsExactly("one", "two", "three");
        assertThat(chunks()).isEqualTo(1);
        assertThat(through(box)).isEqualTo(5);
        assertThat(beyond(box)).isEmpty();
    }

    @Tag("N9")
    @Test
    void ordersTextBySequenceWhateverTheOrderOfFrames() throws Exception {
        box.starts();
        for (var i = 1; i <= 30; i++) {
            box.says("w" + i, seconds(2L * i));
        }
        var frames = new ArrayList<byte[]>();
        for (var i = 1; i <= box.size(); i++) {
            frames.add(box.frame(i, i));
            frames.add(box.frame(i, Math.min(i + 2, box.size())));
        }
        var seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Collections.shuffle(frames, new Random(seed));

        for (var frame : frames) {
            take(frame);
        }

        assertThat(texts()).isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(i -> "w" + i).toList());
        assertThat(texts().getFirst()).isEqualTo("w1");
        assertThat(texts().getLast()).isEqualTo("w30");
        assertThat(through(box)).isEqualTo(31);
        assertThat(counters.accepted()).isEqualTo(31);
    }

    @Test
    void refusesOtherContentUnderAKnownSequenceAndRaisesTheAlarm() throws Exception {
        box.starts().says("the truth", seconds(1));
        var copied = box.copy();
        box.says("mine", seconds(3));
        copied.says("another", seconds(3)).says("and more", seconds(5));

        take(box.all());
        take(copied.frame(3, 4));

        assertThat(texts()).containsExactly("the truth", "mine");
        assertThat(through(box)).isEqualTo(3);
        assertThat(counters.rejected()).isEqualTo(2);
        assertThat(board.isRaised(HubCondition.STREAM_CONFLICT)).isTrue();
        assertThat(alarm(box)).isEqualTo("stream-conflict");
    }

    @Test
    void refusesAnEntryThatDoesNotContinueTheChain() throws Exception {
        box.starts().says("one", seconds(1));
        var forged = new Entry(2, "{}", HashChain.next(HashChain.genesis(box.stream), 2, "{}"));

        take(box.frame(1, 1), box.frame(List.of(forged)));
        assertThat(through(box)).isEqualTo(1);
        assertThat(board.isRaised(HubCondition.STREAM_CHAIN_BROKEN)).isTrue();

        take(box.frame(2, 2));
        assertThat(texts()).containsExactly("one");
        assertThat(through(box)).isEqualTo(2);
    }

    @Test
    void takesTheTrueEntryAfterAForgedOneWasKeptBeyondAGap() throws Exception {
        box.starts().says("one", seconds(1)).says("two", seconds(3));
        var forged = new Entry(3, "{}", HashChain.next(HashChain.genesis(box.stream), 3, "{}"));

        take(box.frame(1, 1), box.frame(List.of(forged)));
        take(box.frame(2, 2));
        assertThat(through(box)).isEqualTo(2);

        take(box.frame(3, 3));
        assertThat(texts()).containsExactly("one", "two");
        assertThat(through(box)).isEqualTo(3);
    }

    @Test
    void anEntryOfAnUnknownTypeBlocksNothingAndIsKept() throws Exception {
        box.starts()
                .says("one", seconds(1))
                .addRaw("{\"type\":\"smell\",\"of\":\"coffee\"}")
                .says("two", seconds(3));

        take(box.all());

        assertThat(texts()).containsExactly("one", "two");
        assertThat(through(box)).isEqualTo(4);
        assertThat(counters.unapplied()).isEqualTo(1);
        assertThat(board.isRaised(HubCondition.ENTRY_NOT_APPLIED)).isTrue();
        assertThat(payloadsKept()).containsExactly("{\"type\":\"smell\",\"of\":\"coffee\"}");
    }

    @Tag("M8")
    @Test
    void anEntryThatTheDatabaseRefusesCostsOnlyItself() throws Exception {
        box.starts()
                .says("one", seconds(1))
                .add(
                        new EntryBody.Health(
                                "c".repeat(100),
                                Severity.INFO,
                                true,
                                TestBox.START,
                                "too long a code"))
                .says("two", seconds(3));

        take(box.all());

        assertThat(texts()).containsExactly("one", "two");
        assertThat(through(box)).isEqualTo(4);
        assertThat(counters.unapplied()).isEqualTo(1);
    }

    @Test
    void garbageIsCountedAndAcknowledgedAndHoldsUpNobody() throws Exception {
        box.starts().says("one", seconds(1));
        var other = new TestBox("box-2", 8);

        take(
                "not json".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[] {0x1f, (byte) 0x8b, 8, 1, 2, 3},
                "{\"version\":1}".getBytes(StandardCharsets.UTF_8),
                other.starts().all(),
                box.all());

        assertThat(texts()).containsExactly("one");
        assertThat(counters.garbage()).isEqualTo(5);
        assertThat(acknowledged).hasSize(6);
    }

    @Tag("P2")
    @Test
    void aHubThatDiesBetweenCommitAndAcknowledgementDoublesNothing() throws Exception {
        box.starts().says("one", seconds(1)).seals(0).says("two", seconds(31));
        offerAndRun(List.of(box.frame(1, 3)), () -> {});

        assertThatThrownBy(() -> offerAndRun(List.of(box.all()), IngestIT::die))
                .isInstanceOf(Died.class);
        assertThat(acknowledged).hasSize(1);
        database.close();
        open();
        counters = new IngestCounters();
        take(box.all());

        assertThat(texts()).containsExactly("one", "two");
        assertThat(rows("chunk")).isEqualTo(1);
        assertThat(rows("meeting")).isEqualTo(1);
        assertThat(through(box)).isEqualTo(4);
        assertThat(counters.accepted()).isZero();
        assertThat(counters.duplicates()).isEqualTo(4);
    }

    @Test
    void keepsWhatIsInHandWhileTheDatabaseFails() throws Exception {
        var lanes = new Lanes(1);
        var stop = new StopSignal();
        var isFailing = new AtomicBoolean(true);
        EntryHandler failing =
                (transaction, device, entry) -> {
                    if (isFailing.get()) {
                        transaction.handle().execute("select * from nowhere");
                    }
                };
        lanes.offer(
                new Inbound(
                        box.id,
                        "outbox",
                        box.starts().says("one", seconds(1)).all(),
                        () -> {
                            acknowledged.add("message");
                            stop.stop();
                        }));
        var committer = committer(lanes, () -> {}, failing);

        assertThatThrownBy(() -> committer.run(stop)).isInstanceOf(StoreException.class);
        assertThat(acknowledged).isEmpty();
        assertThat(board.isRaised(HubCondition.DATABASE_FAILING)).isTrue();
        assertThat(through(box)).isZero();

        isFailing.set(false);
        committer.run(stop);
        assertThat(acknowledged).hasSize(1);
        assertThat(board.isRaised(HubCondition.DATABASE_FAILING)).isFalse();
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void doesNotBelieveABirthThatSkipsWhatWasNeverSent() throws Exception {
        take(box.starts().birth(true, SESSION, 1000), box.all());

        assertThat(through(box)).isEqualTo(1);
        assertThat(counters.garbage()).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheBoxStillHasEntriesAfterItsHubWasLost() throws Exception {
        box.starts().says("gone", seconds(1)).says("there", seconds(3)).says("too", seconds(5));

        take(box.birth(true, SESSION, 3), box.frame(3, 4));

        assertThat(texts()).containsExactly("there", "too");
        assertThat(through(box)).isEqualTo(4);
    }

    @Test
    void anOldSessionsWillDoesNotPutOutANewerOne() throws Exception {
        var fleet = new FleetStore(database);
        var newer = new UUID(2, 2);

        take(box.birth(true, SESSION, 1), box.birth(true, newer, 1));
        take(box.birth(false, SESSION, 1));
        assertThat(fleet.device(box.id).orElseThrow().online()).isTrue();

        take(box.birth(false, newer, 1));
        assertThat(fleet.device(box.id).orElseThrow().online()).isFalse();
        assertThat(fleet.room(box.room).orElseThrow().name()).isEqualTo("Boardroom");
    }

    @Test
    void keepsGapsWithTheirReason() throws Exception {
        box.starts()
                .add(
                        new EntryBody.Gap(
                                box.room,
                                TestBox.START,
                                TestBox.START.plusSeconds(4),
                                GapReason.RESTART));

        take(box.all());
        take(box.all());

        assertThat(
                        new TranscriptStore(database)
                                .gaps(box.room, TestBox.START, TestBox.START.plusSeconds(60)))
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo(GapReason.RESTART));
    }

    @Test
    void leavesNoCopyOfTheTextInTheInbox() throws Exception {
        take(box.starts().says("confidential", seconds(1)).all());

        assertThat(payloadsKept()).isEmpty();
    }

    @Test
    void takesFromTheBoxesInTurn() throws Exception {
        var lanes = new Lanes(10);
        var quiet = new TestBox("box-2", 8);
        for (var i = 0; i < 5; i++) {
            lanes.offer(new Inbound(box.id, "outbox", new byte[] {(byte) i}, () -> {}));
        }
        lanes.offer(new Inbound(quiet.id, "outbox", new byte[0], () -> {}));

        var taken = lanes.take(3, Duration.ZERO);

        assertThat(taken).extracting(Inbound::device).containsExactly(box.id, quiet.id, box.id);
        assertThat(taken.getLast().payload()).containsExactly(1);
    }

    @Test
    void refusesMoreThanTheLanesHold() {
        var lanes = new Lanes(1);
        var one = new Inbound(box.id, "outbox", new byte[0], () -> {});

        assertThat(lanes.offer(one)).isTrue();
        assertThat(lanes.offer(one)).isFalse();
    }

    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static void die() {
        throw new Died();
    }

    /// Each call is a hub of its own on the same database.
    private void take(byte[]... payloads) throws InterruptedException {
        offerAndRun(List.of(payloads), () -> {});
    }

    private void offerAndRun(List<byte[]> payloads, Runnable beforeAcknowledging)
            throws InterruptedException {
        var lanes = new Lanes(payloads.size());
        var stop = new StopSignal();
        for (var i = 0; i < payloads.size(); i++) {
            var isLast = i == payloads.size() - 1;
            lanes.offer(
                    new Inbound(
                            box.id,
                            "outbox",
                            payloads.get(i),
                            () -> {
                                acknowledged.add("message");
                                if (isLast) {
                                    stop.stop();
                                }
                            }));
        }
        committer(lanes, beforeAcknowledging, IngestIT::nothing).run(stop);
    }

    private static void nothing(IngestTransaction transaction, DeviceId device, EntryBody entry) {}

    private Committer committer(Lanes lanes, Runnable beforeAcknowledging, EntryHandler last) {
        var cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, new Random(1));
        return new Committer(
                lanes,
                database,
                List.of(new FleetEntries(), new TranscriptEntries(cutter), cutter, last),
                new AckSender(database, new UUID(0, 1), 100, clock),
                new HubEvents(),
                counters,
                clock,
                board,
                HubEpoch.open(database, new Random(2), clock.instant()),
                beforeAcknowledging);
    }

    private List<String> texts() {
        return segments().stream().map(Segment::text).toList();
    }

    private long chunks() {
        return database.read(
                handle -> handle.createQuery("select count(*) from chunk").mapTo(Long.class).one());
    }

    private List<Segment> segments() {
        var transcripts = new TranscriptStore(database);
        return new MeetingStore(database)
                .meetings(Optional.empty(), 100).stream()
                        .flatMap(meeting -> transcripts.segments(meeting.id()).stream())
                        .toList();
    }

    private long through(TestBox of) {
        return database.read(handle -> Inbox.watermark(handle, of.id, of.stream))
                .map(Watermark::through)
                .orElse(0L);
    }

    private List<Range> beyond(TestBox of) {
        return database.read(handle -> Inbox.beyond(handle, of.id, of.stream, through(of)));
    }

    private String alarm(TestBox of) {
        return database.read(handle ->
                handle.createQuery("select alarm from stream where stream = :stream")
                        .bind("stream", of.stream.toString())
                        .mapTo(String.class)
                        .one());
    }

    private List<String> payloadsKept() {
        return database.read(handle ->
                handle.createQuery("select payload from inbox where payload <> ''")
                        .mapTo(String.class)
                        .list());
    }

    private long rows(String table) {
        return database.read(handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
