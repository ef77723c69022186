package io.roomscribe.hub.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.FleetEntries;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.ingest.DeviceSender;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A box that answers as a real one does, or does not.
@Timeout(60)
final class BundleDeskIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeviceId BOX = new DeviceId("box-1");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FILE = "support-20261122-120000-000.zip";
    private static final int PART = CommandBody.FetchBundle.PART_BYTES_MAX;
    private static final long PLENTY = 1L << 40;

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock(NOON);
    private final HubEvents events = new HubEvents();
    private final BundleArrivals arrivals = new BundleArrivals();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final byte[] packed = new byte[2 * PART + 1000];
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private StopSignal stop = new StopSignal();
    private final AtomicLong answers = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean isForgotten;
    private volatile boolean isSpoiled;
    private volatile long claimed = packed.length;
    private volatile long usable = PLENTY;
    private final AtomicInteger packedTimes = new AtomicInteger();
    private HubDatabase database;
    private CommandStore commands;
    private BundleDesk desk;

    @BeforeEach
    void open() {
        new Random(7).nextBytes(packed);
        database = HubDatabase.open(new DataConfig(folder));
        database.inTransaction(handle -> {
            handle.execute("insert into room (id, name) values ('boardroom', 'Boardroom')");
            return handle.execute(
                    """
                    insert into device (id, room_id, online, session, state, software_version,
                        clock, stream, last_sequence, seen_at)
                    values ('box-1', 'boardroom', true, 's', 'recording', '1', 'ntp', '1', 0, ?)
                    """,
                    NOON);
        });
        commands = new CommandStore(database);
        start();
        threads.execute(this::box);
    }

    /// A hub process with its fetching thread.
    private void start() {
        stop = new StopSignal();
        desk =
                new BundleDesk(
                        folder,
                        new FleetStore(database),
                        new CommandDesk(
                                commands,
                                new DeviceSender(clock),
                                events,
                                clock,
                                System::nanoTime,
                                new Random()),
                        arrivals,
                        events,
                        clock,
                        System::nanoTime,
                        Duration.ofSeconds(3),
                        () -> usable);
        var own = stop;
        var fetching = desk.fetching();
        var _ =
                threads.submit(() -> {
                    fetching.run(own);
                    return true;
                });
    }

    @AfterEach
    void close() {
        stop.stop();
        answers.set(-1);
        threads.close();
        database.close();
    }

    /// Answers what is asked, until it shall not.
    private void box() {
        while (answers.get() >= 0) {
            var open =
                    commands.ofDevice(BOX, 9).stream()
                            .filter(one -> one.outcome().isEmpty())
                            .toList();
            for (var command : open) {
                if (answers.get() > 0) {
                    answers.decrementAndGet();
                    answer(command);
                }
            }
            Thread.onSpinWait();
        }
    }

    private void answer(DeviceCommand command) {
        switch (command.command()) {
            case CommandBody.SupportBundle _ -> {
                packedTimes.incrementAndGet();
                isForgotten = false;
                reply(
                        command,
                        CommandOutcome.DONE,
                        new CommandResult.Bundle(FILE, claimed, Sha256.hex(packed)));
            }
            case CommandBody.FetchBundle(var file, var offset) -> {
                asked.add(offset);
                if (isForgotten) {
                    reply(command, CommandOutcome.REFUSED, CommandResult.NOTHING);
                    return;
                }
                var content =
                        Arrays.copyOfRange(
                                packed, (int) offset, (int) Math.min(offset + PART, packed.length));
                content[0] ^= (byte) (isSpoiled ? 1 : 0);
                reply(
                        command,
                        CommandOutcome.DONE,
                        new CommandResult.BundlePart(
                                file, offset, Base64.getEncoder().encodeToString(content)));
            }
            default -> throw new IllegalStateException("asked for something else");
        }
    }

    private void reply(DeviceCommand command, CommandOutcome outcome, CommandResult result) {
        var reply = new Message.Reply(command.id(), outcome, "", NOON, result);
        var news =
                database.inTransaction(handle -> {
                    var transaction = new IngestTransaction(handle, NOON);
                    arrivals.reply(transaction, BOX, reply);
                    new FleetEntries().reply(transaction, BOX, reply);
                    return new ArrayList<>(transaction.events());
                });
        news.forEach(events::publish);
    }

    private BundleState fetch() throws InterruptedException {
        desk.begin(BOX);
        return desk.await(BOX, SOON);
    }

    @Test
    void fetchesABundleInPartsAndLeavesNoneOfThemInTheHistory() throws Exception {
        var state = fetch();

        assertThat(state.stage()).as(state.reason()).isEqualTo(BundleStage.READY);
        assertThat(state.here()).isEqualTo(packed.length);
        assertThat(desk.file(BOX, FILE).orElseThrow()).hasBinaryContent(packed);
        assertThat(asked).containsExactly(0L, (long) PART, 2L * PART);
        assertThat(commands.ofDevice(BOX, 9))
                .extracting(DeviceCommand::command)
                .containsExactly(new CommandBody.SupportBundle());
    }

    @Test
    void goesOnWhereALostConnectionBrokeItOffAlsoInANewProcess() throws Exception {
        answers.set(2);

        var brokenOff = fetch();

        assertThat(brokenOff.stage()).isEqualTo(BundleStage.BROKEN_OFF);
        assertThat(brokenOff.here()).isEqualTo(PART);
        assertThat(brokenOff.reason()).contains("did not answer in time", "goes on where it was");
        stop.stop();
        start();
        assertThat(desk.state(BOX).stage()).isEqualTo(BundleStage.BROKEN_OFF);
        asked.clear();
        answers.set(Long.MAX_VALUE);

        var whole = fetch();

        assertThat(whole.stage()).as(whole.reason()).isEqualTo(BundleStage.READY);
        assertThat(packedTimes.get()).isEqualTo(1);
        assertThat(asked).doesNotContain(0L).contains(2L * PART);
        assertThat(desk.file(BOX, FILE).orElseThrow()).hasBinaryContent(packed);
    }

    @Test
    void hasANewOnePackedWhenTheBoxHasTheOldOneNoMore() throws Exception {
        answers.set(2);
        fetch();
        answers.set(Long.MAX_VALUE);
        isForgotten = true;

        var whole = fetch();

        assertThat(whole.stage()).as(whole.reason()).isEqualTo(BundleStage.READY);
        assertThat(packedTimes.get()).isEqualTo(2);
        assertThat(desk.file(BOX, FILE).orElseThrow()).hasBinaryContent(packed);
    }

    @Test
    void showsNothingThatIsNotWhatTheBoxHasPacked() throws Exception {
        isSpoiled = true;

        var state = fetch();

        assertThat(state.stage()).isEqualTo(BundleStage.FAILED);
        assertThat(state.reason()).contains("not what the box has packed");
        assertThat(desk.file(BOX, FILE)).isEmpty();
        assertThat(folder.resolve("support").resolve("box-1")).isEmptyDirectory();
    }

    @Test
    void saysThatTheBundleIsTooLargeOrTheDiskFull() throws Exception {
        claimed = BundleFolder.BYTES_MAX + 1;
        var large = fetch();
        claimed = packed.length;
        usable = 1 << 20;
        var full = fetch();

        assertThat(large.stage()).isEqualTo(BundleStage.FAILED);
        assertThat(large.reason()).contains("16777217 bytes", "copy it from the folder 'support'");
        assertThat(full.stage()).isEqualTo(BundleStage.FAILED);
        assertThat(full.reason()).contains("disk is full (1 MiB free)", "free space on the hub");
        assertThat(asked).isEmpty();
    }

    @Test
    void saysThatABoxIsOfflineOrUnknown() {
        database.inTransaction(handle -> handle.execute("update device set online = false"));

        assertThatThrownBy(() -> desk.begin(BOX))
                .isInstanceOf(SupportException.class)
                .hasMessageContaining("box-1 is offline")
                .extracting(e -> ((SupportException) e).code())
                .isEqualTo(SupportException.Code.UNREACHED);
        assertThatThrownBy(() -> desk.begin(new DeviceId("nobody")))
                .isInstanceOf(SupportException.class)
                .extracting(e -> ((SupportException) e).code())
                .isEqualTo(SupportException.Code.UNKNOWN);
        assertThat(desk.state(BOX).stage()).isEqualTo(BundleStage.NONE);
    }

    @Test
    void letsGoAfterADay() throws Exception {
        fetch();
        var file = desk.file(BOX, FILE).orElseThrow();
        assertThat(desk.file(BOX, "../" + FILE)).isEmpty();
        clock.advance(Duration.ofHours(23));
        desk.expire();
        assertThat(file).exists();

        clock.advance(Duration.ofHours(2));

        assertThat(desk.file(BOX, FILE)).isEmpty();
        assertThat(desk.state(BOX).stage()).isEqualTo(BundleStage.NONE);
        desk.expire();
        assertThat(file).doesNotExist();
        assertThat(Files.exists(file.resolveSibling("bundle.json"))).isFalse();
    }

    @Test
    void keepsNoPartThatNobodyWaitsFor() {
        var part = new CommandResult.BundlePart(FILE, 0, "UEsDBA==");
        var reply = new Message.Reply(new UUID(1, 2), CommandOutcome.DONE, "", NOON, part);
        database.inTransaction(handle -> {
            arrivals.reply(new IngestTransaction(handle, NOON), BOX, reply);
            return true;
        });

        assertThat(arrivals.take(BOX, FILE, 0)).isEmpty();
        arrivals.expect(BOX, FILE, 0);
        assertThat(arrivals.take(BOX, FILE, 0)).isEmpty();
    }
}
