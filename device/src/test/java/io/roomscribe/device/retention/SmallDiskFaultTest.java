package io.roomscribe.device.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.RemovalReason;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.LoopDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row S5 of the fault catalogue: a real ext4 file system of 64 MiB that fills up stage by stage.
@Tag("root")
@Tag("S5")
@Timeout(120)
class SmallDiskFaultTest {
    private static final int MIB = 1 << 20;
    private static final int MINUTE = 60 * Audio.SAMPLE_RATE;
    private static final RetentionConfig CONFIG =
            new RetentionConfig(
                    AudioPolicy.parse("7d"),
                    new DataSize(0),
                    DataSize.ofMebibytes(8),
                    DataSize.ofMebibytes(4));

    @TempDir private Path folder;
    private @Nullable LoopDisk mounted;

    @BeforeEach
    void mount() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        mounted = LoopDisk.create(folder, "card", 64);
    }

    @AfterEach
    void unmount() {
        if (mounted != null) {
            mounted.close();
        }
    }

    private LoopDisk disk() {
        return Objects.requireNonNull(mounted);
    }

    @Test
    void letsThingsGoInOrderThenRefusesAndHealsByItself() throws Exception {
        try (var box = new Box(disk().path().resolve("data"), CONFIG)) {
            var acknowledged = box.record(Voice.like(4 * MINUTE));
            box.acknowledge();
            box.pass();
            var waiting = box.record(Voice.like(4 * MINUTE));
            box.pass();
            box.record(Voice.like(1000));
            assertThat(box.removed()).as("there is space").isEmpty();

            // 300 kB below the floor: acknowledged audio goes, the oldest first.
            disk().fill(8 * MIB - 300_000);
            box.pass();
            assertThat(box.removed())
                    .isNotEmpty()
                    .allSatisfy(one -> {
                        assertThat(one.recording()).isEqualTo(acknowledged);
                        assertThat(one.reason()).isEqualTo(RemovalReason.SPACE);
                    });
            assertThat(box.removed().getFirst().firstSample()).isZero();
            assertThat(raw(box, waiting, 0)).as("no text of it is at the hub").exists();
            assertThat(box.purges).isZero();

            // 3 MB below: all acknowledged audio, old text, then second copies; nothing is lost
            // yet.
            fillAnew(8 * MIB - 3_000_000);
            box.pass();
            assertThat(expired(box, acknowledged)).isEqualTo(8);
            assertThat(box.purges).isPositive();
            assertThat(raw(box, waiting, 0)).doesNotExist();
            assertThat(kept(box, waiting, 0)).exists();
            assertThat(expired(box, waiting)).isZero();
            assertThat(box.health.isRaised(DeviceCondition.SPACE_USED_UP)).isFalse();

            while (Files.exists(raw(box, waiting, 7))) {
                fillAnew(8 * MIB - 900_000);
                box.pass();
                assertThat(expired(box, waiting)).as("compressed all of it is there").isZero();
            }

            // Below everything: audio whose text the box has goes too, said in tombstones.
            fillAnew(5 * MIB);
            box.pass();
            assertThat(expired(box, waiting)).isEqualTo(8);
            assertThat(kept(box, waiting, 0)).doesNotExist();
            assertThat(samplesRemoved(box, waiting)).isEqualTo(4L * MINUTE);
            assertThat(box.health.isRaised(DeviceCondition.SPACE_SHORT)).isTrue();

            refusesAndHeals(box);
        }
    }

    /// Recording goes on meanwhile; what is below the last floor is left to the database.
    private void refusesAndHeals(Box box) throws Exception {
        var world =
                new Surroundings(
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Random(1),
                        "boot",
                        () -> ClockQuality.NTP);
        try (var recorder =
                new Recorder(
                        CaptureConfig.defaults(),
                        new Humming(),
                        box.recordings,
                        box.journal,
                        world)) {
            recorder.start();
            Await.until("recording", Duration.ofSeconds(10), recorder::isReachingStorage);

            fillAnew(3 * MIB);
            Await.until("refusal", Duration.ofSeconds(10), box.guard::isRefusing);
            Await.until(
                    "end", Duration.ofSeconds(10), () -> !recorder.isReachingStorage(), () -> "");
            box.pass();
            assertThat(box.health.active())
                    .anySatisfy(one -> {
                        assertThat(one.condition()).isEqualTo(DeviceCondition.SPACE_USED_UP);
                        assertThat(one.evidence()).contains("2 MiB free of");
                    });

            disk().free();
            Await.until("healing", Duration.ofSeconds(20), recorder::isReachingStorage);
            box.pass();
            assertThat(box.health.active()).isEmpty();
        }
        var stop = new StopSignal();
        stop.stop();
        box.journal.run(stop);
        assertThat(box.told)
                .filteredOn(EntryBody.Gap.class::isInstance)
                .last()
                .isInstanceOfSatisfying(
                        EntryBody.Gap.class,
                        gap -> assertThat(gap.reason()).isEqualTo(GapReason.DISK_FULL));
        assertThat(box.recordings.list())
                .anySatisfy(one ->
                        assertThat(one.end().orElseThrow().reason())
                                .isEqualTo(EndReason.DISK_FULL));
    }

    private void fillAnew(long bytesLeft) {
        disk().free();
        disk().fill(bytesLeft);
    }

    private static long expired(Box box, RecordingId recording) {
        return box.ledger.chunks("c.recording = ?", recording.bits()).stream()
                .filter(chunk -> chunk.state() == ChunkState.EXPIRED)
                .count();
    }

    private static long samplesRemoved(Box box, RecordingId recording) {
        return box.removed().stream()
                .filter(one -> one.recording().equals(recording))
                .mapToLong(EntryBody.AudioRemoved::samples)
                .sum();
    }

    private static Path raw(Box box, RecordingId recording, int index) {
        return box.recordings.files().path(new ChunkId(recording, index));
    }

    private static Path kept(Box box, RecordingId recording, int index) {
        return box.files.path(new ChunkId(recording, index));
    }

    @Test
    void filesKeptForSupportGoLastAndNeverTheNewest() throws Exception {
        try (var box = new Box(disk().path().resolve("data"), CONFIG)) {
            box.files.open();
            for (var i = 1; i <= 3; i++) {
                var file = box.data.resolve("roomscribe.corrupt-" + i + ".mv.db");
                Files.write(file, new byte[MIB]);
                Files.setLastModifiedTime(file, FileTime.fromMillis(i * 1000L));
            }
            disk().fill(8 * MIB - MIB / 2);

            box.pass();

            assertThat(box.data.resolve("roomscribe.corrupt-1.mv.db")).doesNotExist();
            assertThat(box.data.resolve("roomscribe.corrupt-2.mv.db")).exists();

            fillAnew(4 * MIB);
            box.pass();

            assertThat(box.data.resolve("roomscribe.corrupt-2.mv.db")).doesNotExist();
            assertThat(box.data.resolve("roomscribe.corrupt-3.mv.db")).exists();
        }
    }
}
