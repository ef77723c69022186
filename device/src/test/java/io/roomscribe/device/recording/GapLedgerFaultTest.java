package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.GapReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The ledger's promise over every fault that the recorder can meet, in seeded random sequences:
/// what was recorded and the gaps between make up the wall time.
@Tag("A1")
@Tag("P1")
@Tag("P4")
@Tag("S5")
@Tag("S10")
@Tag("T1")
@Tag("T2")
@Timeout(120)
class GapLedgerFaultTest {
    private static final int RUNS = Integer.getInteger("runs", 8);
    private static final int FAULTS = 25;
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    @TempDir private Path folder;

    private final Set<GapReason> seen = EnumSet.noneOf(GapReason.class);
    private final List<String> story = new ArrayList<>();

    @Test
    void whatIsRecordedAndTheGapsMakeUpWallTimeOverEveryFault() throws Exception {
        var seed = Long.getLong("seed", 20_261_122L);
        var worst = Duration.ZERO;
        var total = Duration.ZERO;
        for (var run = 0; run < RUNS; run++) {
            story.clear();
            var data = Files.createDirectory(folder.resolve("run-" + run));
            var box = new VirtualBox(data, new Random(seed + run));
            var began = box.trueTime();

            live(box, new Random(seed + run));

            var error = check(box, began, seed + run);
            worst = error.compareTo(worst) > 0 ? error : worst;
            total = total.plus(Duration.between(began, box.trueTime()));
        }
        System.out.printf(
                "seed %d: %d runs, %d faults, %d virtual minutes, recorded + gaps differ from wall"
                        + " time by at most %d ms%n",
                seed, RUNS, RUNS * FAULTS, total.toMinutes(), worst.toMillis());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(GapReason.ERASED)));
    }

    private void live(VirtualBox box, Random random) {
        var faults = new Faults(box, random);
        while (!faults.isDone()) {
            box.run(faults);
        }
    }

    private Duration check(VirtualBox box, Instant began, long seed) throws Exception {
        try (var recordings = box.open()) {
            var accounted = Duration.ZERO;
            for (var one : recordings.list()) {
                assertThat(one.start().clock())
                        .as("seed %d", seed)
                        .isNotEqualTo(ClockQuality.UNSYNCED);
                accounted = accounted.plus(Audio.duration(one.samples()));
                for (var gap : one.start().gapsBefore()) {
                    assertThat(gap.isPlausible()).as("seed %d: %s", seed, gap).isTrue();
                    accounted = accounted.plus(Duration.between(gap.startedAt(), gap.endedAt()));
                    seen.add(gap.reason());
                }
                assertThat(RecorderIT.readAll(recordings, one))
                        .as("seed %d: said while muted", seed)
                        .doesNotContain(VirtualBox.SECRET);
            }
            var now = box.now();
            for (var gap : box.openGaps(recordings).until(now.nanos(), now.wall())) {
                accounted = accounted.plus(Duration.between(gap.startedAt(), gap.endedAt()));
            }
            var error = Duration.between(began, box.trueTime()).minus(accounted).abs();
            assertThat(error).as("seed %d: %s", seed, story).isLessThanOrEqualTo(TOLERANCE);
            return error;
        }
    }

    /// One fault after the other, a few seconds apart, some of them at once.
    private final class Faults implements Runnable {
        private final VirtualBox box;
        private final Random random;
        private Instant next;
        private int left = FAULTS;
        private Duration stepped = Duration.ZERO;
        private Instant clockGoodAt = Instant.MAX;
        private Instant goodSince = Instant.EPOCH;

        Faults(VirtualBox box, Random random) {
            this.box = box;
            this.random = random;
            this.next = box.trueTime().plusSeconds(3);
        }

        boolean isDone() {
            return left < 0;
        }

        @Override
        public void run() {
            if (!box.isClockGood() && box.trueTime().isAfter(clockGoodAt)) {
                story.add("clock good");
                box.synchroniseClock();
                goodSince = box.trueTime();
            }
            if (box.trueTime().isBefore(next)) {
                return;
            }
            next = box.trueTime().plusMillis(random.nextInt(200, 12_000));
            if (left-- > 0) {
                fault();
                return;
            }
            if (left < 0 && isTimed() && !box.isDiskFull() && !box.isWriterFrozen()) {
                story.add("end");
                box.stopInOrder();
            } else {
                left = 0;
            }
        }

        private void fault() {
            var length = Duration.ofMillis(random.nextInt(100, 20_000));
            switch (random.nextInt(13)) {
                case 0 -> tell("microphone lost", length, () -> box.loseMicrophone(length));
                case 1 ->
                        tell("no frames", length, () -> box.stallMicrophone(length.plusSeconds(3)));
                case 2 ->
                        tell(
                                "mute",
                                length,
                                () -> box.ask(box.control().muted(MuteSource.SOFTWARE)));
                case 3 ->
                        tell(
                                "switch",
                                length,
                                () -> box.ask(box.control().muted(MuteSource.HARDWARE)));
                case 4 -> tell("stop", length, () -> box.ask(box.control().stopped(true)));
                case 5, 6 -> tell("record", length, () -> box.ask(RecorderControl.RECORD));
                case 7 -> tell("disk full", length, () -> box.fillDisk(length));
                case 8 -> tell("disk hangs", length, () -> box.hangDisk(length));
                case 9 -> tell("suspended", length, () -> box.suspend(length.plusSeconds(2)));
                case 10 -> step(length);
                case 11 -> kill(length);
                case 12 -> cutPower(length);
                default -> throw new IllegalStateException();
            }
        }

        private void tell(String what, Duration length, Runnable fault) {
            story.add(what + " " + length.toMillis());
            fault.run();
        }

        /// A clock that was set wrong is set right again before the next boot looks at it.
        private void step(Duration length) {
            if (!isTimed() || !box.hasRecordedInThisBoot()) {
                return;
            }
            var by = random.nextBoolean() ? Duration.ofHours(-1) : Duration.ofDays(365);
            by = stepped.isZero() ? by : stepped.negated();
            stepped = stepped.plus(by);
            var step = by;
            tell("clock step " + step, length, () -> box.stepClock(step));
        }

        /// What was recorded in this boot has its time.
        private boolean isTimed() {
            return box.isClockGood() && box.trueTime().minusSeconds(1).isAfter(goodSince);
        }

        private void kill(Duration length) {
            if (random.nextInt(3) == 0) {
                tell("stop in order", length, box::stopInOrder);
            } else {
                tell("kill", length, () -> box.kill(length));
            }
        }

        private void cutPower(Duration length) {
            if (isTimed() && stepped.isZero() && box.isWellTimed()) {
                clockGoodAt = box.trueTime().plus(length).plusMillis(random.nextInt(40_000));
                tell("power cut", length, () -> box.cutPower(length));
            }
        }
    }
}
