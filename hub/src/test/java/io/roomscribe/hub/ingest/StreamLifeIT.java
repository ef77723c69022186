package io.roomscribe.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.ingest.Lanes.Inbound;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What ends a stream, what is missing in one, and a database that is older than it should be.
@Timeout(60)
final class StreamLifeIT {
    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(TestBox.START.plusSeconds(60));
    private final HealthBoard board = new HealthBoard(new ManualTicker());
    private final TestBox box = new TestBox("box-1", 7);
    private final IngestCounters counters = new IngestCounters();
    private final Random random = new Random(1);
    private HubDatabase database;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /// Row S8: the box could not read an entry any more; what follows is still proven.
    @Test
    @Tag("S8")
    void aTombstoneKeepsTheSequenceWholeAndTheChainUnbroken() throws Exception {
        box.starts().says("one", seconds(1)).says("lost", seconds(3)).says("three", seconds(5));
        box.replace(3, new EntryBody.Tombstone(3, TombstoneReason.DAMAGED, List.of()));

        take(box.all());
        take(box.all());

        assertThat(texts()).containsExactly("one", "three");
        assertThat(through(box)).isEqualTo(4);
        assertThat(lost(box)).containsExactly(new Range(3, 3));
        assertThat(counters.lost()).isEqualTo(1);
        assertThat(counters.rejected()).isZero();
        assertThat(board.isRaised(HubCondition.ENTRIES_LOST)).isTrue();
    }

    @Test
    void aTombstoneStillCarriesWhatTheBoxCouldSave() throws Exception {
        box.starts().says("one", seconds(1)).says("saved in part", seconds(3)).seals(0);
        var saved = new TestBox("box-1", 7).says("saved in part", seconds(3)).entry(1);
        var body = new MessageCodec().decodeBody(saved.payload());
        box.replace(3, new EntryBody.Tombstone(3, TombstoneReason.DAMAGED, List.of(body)));

        take(box.all());

        assertThat(texts()).containsExactly("one", "saved in part");
        assertThat(lost(box)).isEmpty();
    }

    /// It has the entry already: a tombstone that came later takes nothing away.
    @Test
    void aTombstoneForWhatTheHubHasIsADuplicate() throws Exception {
        box.starts().says("one", seconds(1)).says("two", seconds(3));
        take(box.all());
        box.replace(2, new EntryBody.Tombstone(2, TombstoneReason.DAMAGED, List.of()));

        take(box.all());

        assertThat(texts()).containsExactly("one", "two");
        assertThat(counters.duplicates()).isEqualTo(3);
        assertThat(board.isRaised(HubCondition.STREAM_CONFLICT)).isFalse();
    }

    @Test
    @Tag("S13")
    void oneTombstoneStandsForEverythingThatExpired() throws Exception {
        box.starts().says("one", seconds(1));
        for (var i = 2; i <= 9; i++) {
            box.says("w" + i, seconds(2L * i));
        }
        box.replace(8, new EntryBody.Tombstone(3, TombstoneReason.EXPIRED, List.of()));

        take(box.frame(1, 2));
        take(box.frame(5, 5));
        take(box.frame(8, 10));

        assertThat(through(box)).isEqualTo(10);
        assertThat(texts()).containsExactly("one", "w4", "w8", "w9");
        assertThat(lost(box)).containsExactly(new Range(3, 4), new Range(6, 8));
        assertThat(counters.rejected()).isZero();
    }

    @Test
    void anErasureLeavesATombstoneButNoAlarm() throws Exception {
        box.starts().says("secret", seconds(1)).says("two", seconds(3));
        box.replace(2, new EntryBody.Tombstone(2, TombstoneReason.ERASED, List.of()));

        take(box.all());

        assertThat(texts()).containsExactly("two");
        assertThat(board.isRaised(HubCondition.ENTRIES_LOST)).isFalse();
        assertThat(lost(box)).containsExactly(new Range(2, 2));
    }

    /// Row V5 and S9: another stream takes over; what comes twice is told apart by what it says.
    @Test
    @Tag("S9")
    void aNewStreamClosesTheOldOneAndDoublesNothing() throws Exception {
        box.starts()
                .says("one", seconds(1))
                .add(
                        new EntryBody.Gap(
                                box.room,
                                TestBox.START,
                                TestBox.START.plusSeconds(1),
                                GapReason.MUTED))
                .says("only here", seconds(3))
                .says("ahead", seconds(5));
        take(box.frame(1, 3), box.frame(5, 5));
        assertThat(through(box)).isEqualTo(3);

        var next = new TestBox("box-1", 7, 8);
        next.add(
                new EntryBody.StreamOpened(
                        box.stream, StreamReason.RESTORED, 5, List.of(new Range(4, 4))));
        next.starts().says("one", seconds(1));
        next.add(
                new EntryBody.Gap(
                        box.room, TestBox.START, TestBox.START.plusSeconds(1), GapReason.MUTED));
        next.says("new", seconds(7));
        take(next.all());

        assertThat(texts()).containsExactly("one", "ahead", "new");
        assertThat(through(box)).isEqualTo(5);
        assertThat(through(next)).isEqualTo(5);
        assertThat(lost(box)).containsExactly(new Range(4, 4));
        assertThat(gaps()).isEqualTo(1);
        assertThat(database.read(Inbox::newestStreams)).containsEntry(box.id, next.stream);
    }

    /// The newest comes first while a box catches up; it is shown at once, and only once.
    @Test
    void showsTextThatComesAheadOfAHoleAtOnceAndProvesItLater() throws Exception {
        box.starts();
        for (var i = 1; i <= 6; i++) {
            box.says("w" + i, seconds(2L * i));
        }
        box.seals(0);

        take(box.frame(1, 1), box.frame(6, 8));
        assertThat(texts()).containsExactly("w5", "w6");
        assertThat(through(box)).isEqualTo(1);

        take(box.frame(2, 4), box.frame(6, 7), box.frame(5, 5));
        assertThat(texts()).containsExactly("w1", "w2", "w3", "w4", "w5", "w6");
        assertThat(through(box)).isEqualTo(8);
        assertThat(payloadsKept()).isZero();
        assertThat(counters.accepted()).isEqualTo(8);
        assertThat(counters.rejected()).isZero();
    }

    /// It was begun by its end; what led to it grew into a meeting of its own until both met.
    @Test
    void makesOneMeetingOfWhatCameLateAndWhatCameAhead() throws Exception {
        box.starts();
        for (var i = 1; i <= 60; i++) {
            box.says("w" + i, Duration.ofMinutes(i));
        }

        take(box.frame(1, 1), box.frame(58, 61));
        var live = meetings();
        assertThat(live).hasSize(1);
        take(box.frame(2, 20), box.frame(21, 40));
        assertThat(meetings()).hasSize(2).startsWith(live.getFirst());
        take(box.frame(41, 57));

        assertThat(meetings()).isEqualTo(live);
        assertThat(texts()).isEqualTo(IntStream.rangeClosed(1, 60).mapToObj(i -> "w" + i).toList());
        var meeting = new MeetingStore(database).meeting(live.getFirst()).orElseThrow();
        assertThat(meeting.startedAt()).isEqualTo(TestBox.START.plusSeconds(60));
        assertThat(meeting.state()).isEqualTo(MeetingState.RUNNING);
    }

    /// An explicit end in the back-fill still parts what it parts.
    @Test
    void keepsMeetingsApartThatSomebodyEndedWhileTheBoxWasAway() throws Exception {
        var later = new TestBox("box-1", 9, 7);
        box.starts();
        for (var i = 1; i <= 30; i++) {
            box.says("w" + i, Duration.ofMinutes(i));
        }
        box.ends(Duration.ofMinutes(31));
        later.starts().says("live", Duration.ofMinutes(33));
        for (var i = 1; i <= 2; i++) {
            box.addRaw(later.entry(i).payload());
        }

        take(box.frame(1, 1), box.frame(34, 34));
        take(box.frame(2, 33));

        assertThat(meetings()).hasSize(2);
        assertThat(texts()).hasSize(31).endsWith("w30", "live");
    }

    private List<String> meetings() {
        return new MeetingStore(database)
                .meetings(Optional.empty(), 10).stream().map(Meeting::id).toList();
    }

    /// Row S13: somebody puts yesterday's database file back.
    @Test
    @Tag("S13")
    void takesAnotherEpochWhenAnOlderDatabaseIsPutInItsPlace() throws Exception {
        box.starts().says("one", seconds(1));
        take(box.all());
        var before = restart();
        var backup = folder.resolve("backup");
        database.close();
        Files.copy(folder.resolve("hub.mv.db"), backup);
        open();
        assertThat(restart()).isEqualTo(before);
        box.says("two", seconds(3));
        take(box.frame(3, 3));
        restart();

        database.close();
        Files.copy(backup, folder.resolve("hub.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        open();
        var epoch = HubEpoch.open(database, new Random(99), clock.instant());

        assertThat(epoch.isRestored()).isTrue();
        assertThat(epoch.id()).isNotEqualTo(before);
        assertThat(through(box)).isEqualTo(2);
        // Seen once, not at each start from now on.
        var again = HubEpoch.open(database, new Random(98), clock.instant());
        assertThat(again.isRestored()).isFalse();
        assertThat(again.id()).isEqualTo(epoch.id());
        take(box.all());
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    @Tag("S13")
    void takesAnotherEpochWhenOnlyTheDatabaseWasCopiedToAnotherMachine() throws IOException {
        var first = restart();
        Files.delete(folder.resolve("hub.epoch"));

        var epoch = HubEpoch.open(database, new Random(99), clock.instant());

        assertThat(epoch.isRestored()).isTrue();
        assertThat(epoch.id()).isNotEqualTo(first);
    }

    /// The hub was killed as it wrote the file, or another hub's data folder lay there.
    @Test
    @Tag("S13")
    void anEpochThatBeganBesideAnUnreadableFileIsTheSameAtTheNextStart() throws IOException {
        Files.writeString(folder.resolve("hub.epoch"), "torn");
        var first = restart();

        var epoch = HubEpoch.open(database, new Random(99), clock.instant());

        assertThat(epoch.isRestored()).isFalse();
        assertThat(epoch.id()).isEqualTo(first);
    }

    /// What a start of the hub finds.
    private UUID restart() {
        return HubEpoch.open(database, new Random(3), clock.instant()).id();
    }

    private void take(byte[]... payloads) throws InterruptedException {
        var lanes = new Lanes(512);
        var stop = new StopSignal();
        for (var payload : payloads) {
            assertThat(lanes.offer(new Inbound(box.id, "outbox", payload, () -> {}))).isTrue();
        }
        assertThat(lanes.offer(new Inbound(box.id, "outbox", new byte[0], stop::stop))).isTrue();
        var epoch = HubEpoch.open(database, new Random(2), clock.instant());
        var cutter = MeetingCutter.open(MeetingConfig.defaults(), database, clock, random);
        new Committer(
                        lanes,
                        database,
                        List.of(new FleetEntries(), new TranscriptEntries(cutter), cutter),
                        new AckSender(database, epoch.id(), 100, clock),
                        new HubEvents(),
                        counters,
                        clock,
                        board,
                        epoch,
                        () -> {})
                .run(stop);
        epoch.write();
    }

    private List<String> texts() {
        var transcripts = new TranscriptStore(database);
        return new MeetingStore(database)
                .meetings(Optional.empty(), 10).reversed().stream()
                        .flatMap(meeting -> transcripts.segments(meeting.id()).stream())
                        .map(Segment::text)
                        .toList();
    }

    private long through(TestBox of) {
        return database.read(handle -> Inbox.watermark(handle, of.id, of.stream))
                .orElseThrow()
                .through();
    }

    private List<Range> lost(TestBox of) {
        return database.read(handle -> LostEntries.of(handle, of.id, of.stream));
    }

    private long gaps() {
        return number("select count(*) from gap");
    }

    private long payloadsKept() {
        return number("select count(*) from inbox where payload <> ''");
    }

    private long number(String query) {
        return database.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
