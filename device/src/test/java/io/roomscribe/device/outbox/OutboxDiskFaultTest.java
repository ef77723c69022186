package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.StoreException;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.LoopDisk;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The outbox alone on a small real disk that loses its power, fills up or turns read-only: nothing
/// that was said to be durable is missing, and the sequence has no hole.
@Tag("root")
@Timeout(300)
final class OutboxDiskFaultTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final MessageCodec codec = new MessageCodec();
    private final CopyOnWriteArrayList<StoreException> broken = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test runs after mount
    private LoopDisk disk;

    @BeforeEach
    void mount() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        disk = LoopDisk.create(folder, "disk", 40);
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    private ChildProcess writer(Path data) {
        return ChildProcess.java(
                "writer",
                folder,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutboxWriter.class.getName(),
                        data.toString()));
    }

    private static long durable(ChildProcess child) {
        return child.output().stream()
                .filter(line -> line.startsWith("durable "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    private static int cycles() {
        return Boolean.getBoolean("slow") ? 100 : 3;
    }

    /// Row S2: the medium as it is at one moment, while the process stands still.
    @Test
    @Tag("S2")
    @Tag("S3")
    void aPowerCutTakesNothingThatWasDurable() {
        var missing = 0L;
        for (var cycle = 0; cycle < cycles(); cycle++) {
            try (var child = writer(disk.path())) {
                var before = cycle * 20;
                Await.until("entries", SOON, () -> durable(child) > before + 20, child::text);
                child.suspend();
                var acknowledged = durable(child);
                try (var cut = disk.cut(folder, "cut-" + cycle)) {
                    child.kill();
                    cut.mount();
                    missing += checkWhole(cut.path(), acknowledged);
                }
            }
        }
        System.out.println("cuts=" + cycles() + " missing=" + missing);
        assertThat(missing).isZero();
    }

    /// Row S1: the file system is shut down under the writer. What was being forced at that very
    /// moment may be told as durable and be gone.
    @Test
    @Tag("S1")
    void aShutDownDiskTakesNothingButWhatWasUnderWay() {
        try (var child = writer(disk.path())) {
            Await.until("entries", SOON, () -> durable(child) > 50, child::text);
            disk.shutDown();
            var acknowledged = durable(child);
            child.kill();
            disk.unmount();
            disk.mount();

            assertThat(checkWhole(disk.path(), acknowledged)).isLessThanOrEqualTo(1);
        }
    }

    /// How many of the acknowledged entries are not there; everything that is there is in order.
    private long checkWhole(Path data, long acknowledged) {
        try (var database = Database.open(data, clock, broken::add)) {
            assertThat(database.quarantined()).isEmpty();
            var outbox = Outbox.open(database, codec, clock, new Random(7));
            var hash = HashChain.genesis(outbox.stream());
            var sequence = 0L;
            while (sequence < outbox.lastSequence()) {
                var batch = outbox.after(sequence, 500, 10_000_000);
                assertThat(batch.damaged()).isEmpty();
                for (var entry : batch.entries()) {
                    hash = HashChain.next(hash, entry.sequence(), entry.payload());
                    assertThat(entry.hash()).isEqualTo(hash);
                    assertThat(entry.sequence()).isEqualTo(++sequence);
                }
            }
            return Math.max(0, acknowledged - sequence);
        }
    }

    private static EntryBody body(int number) {
        return new EntryBody.Health(
                "test", Severity.INFO, true, Instant.EPOCH, number + "x".repeat(2000));
    }

    /// Row S5: everybody is told, the process ends, and once there is space all is there.
    @Test
    @Tag("S5")
    void aFullDiskFailsLoudlyAndKeepsWhatWasDurable() {
        disk.fill(1_500_000);
        var durable = appendUntilItFails(10_000);
        assertThat(durable).isGreaterThan(0);

        disk.free();
        assertThat(checkWhole(disk.path(), durable)).isZero();
        assertThat(appendUntilItFails(20)).isEqualTo(durable + 20);
    }

    /// Row S6. A file that is open for writing keeps its disk from turning read-only by command, so
    /// this is a start on one that is; a disk that fails under an open file is S1.
    @Test
    @Tag("S6")
    void aDiskThatIsReadOnlyIsNamedAndServesAgainOnceItIsWritable() {
        var durable = appendUntilItFails(20);
        disk.remountReadOnly();

        assertThatThrownBy(() -> Database.open(disk.path(), clock, broken::add))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(StoreException.Code.FOLDER_UNUSABLE))
                .hasMessageContaining("disk is mounted");
        disk.remountWritable();

        assertThat(checkWhole(disk.path(), durable)).isZero();
        assertThat(appendUntilItFails(5)).isEqualTo(durable + 5);
    }

    /// @return the highest sequence that was durable
    private long appendUntilItFails(int entriesMax) {
        var durable = 0L;
        try (var database = Database.open(disk.path(), clock, broken::add)) {
            var outbox = Outbox.open(database, codec, clock, new Random(7));
            for (var i = 0; i < entriesMax; i++) {
                var number = i;
                durable = database.inTransaction(tx -> outbox.append(tx, body(number)));
            }
        } catch (StoreException e) {
            assertThat(e.hint()).isNotEmpty();
        }
        return durable;
    }
}
