package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SyncScheduleTest {
    private static final long MILLI = 1_000_000;

    private final SyncSchedule schedule = new SyncSchedule(Duration.ofSeconds(1), 0);

    @Test
    void forcesTheFirstAudioAtOnceAndThenBeforeTheIntervalIsOver() {
        assertThat(schedule.isDue(0, 0)).isTrue();
        schedule.synced(0, 0, 0);

        assertThat(schedule.isDue(700 * MILLI, 0)).isFalse();
        assertThat(schedule.isDue(750 * MILLI, 0)).isTrue();
    }

    @Test
    void leavesTimeForADiskThatWasSlow() {
        schedule.synced(0, 150 * MILLI, 0);

        assertThat(schedule.isDue(590 * MILLI, 0)).isFalse();
        assertThat(schedule.isDue(600 * MILLI, 0)).isTrue();
    }

    @Test
    void doesNotForceWithoutPauseWhenTheDiskHasBecomeVerySlow() {
        schedule.synced(0, 5_000 * MILLI, 0);

        assertThat(schedule.isDue(370 * MILLI, 0)).isFalse();
        assertThat(schedule.isDue(375 * MILLI, 0)).isTrue();
    }

    @Test
    void forcesWhatHadPiledUpAsSoonAsItIsWritten() {
        schedule.synced(0, 0, 0);

        assertThat(schedule.isDue(100 * MILLI, 50)).isFalse();
        assertThat(schedule.isDue(110 * MILLI, 1)).isFalse();
        assertThat(schedule.isDue(120 * MILLI, 0)).isTrue();
        schedule.synced(120 * MILLI, 121 * MILLI, 0);
        assertThat(schedule.isDue(130 * MILLI, 0)).isFalse();
    }
}
