package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.RecordingId;
import org.junit.jupiter.api.Test;

final class CrashHistoryTest {
    private static final RecordingId RECORDING = new RecordingId(1);

    private final CrashHistory crashes = new CrashHistory();

    @Test
    void thirdDeathAtTheSamePlaceLeavesASecondOut() {
        assertThat(crashes.died(RECORDING, 160_000)).isEmpty();
        assertThat(crashes.died(RECORDING, 161_600)).isEmpty();

        var skip = crashes.died(RECORDING, 160_800).orElseThrow();

        assertThat(skip.recording()).isEqualTo(RECORDING);
        assertThat(skip.from()).isLessThanOrEqualTo(160_000);
        assertThat(skip.to()).isBetween(161_600L + 1, 160_000L + 2 * CrashHistory.SKIP);
    }

    @Test
    void deathsElsewhereDoNotCount() {
        for (var i = 0; i < 20; i++) {
            assertThat(crashes.died(RECORDING, i * 3L * CrashHistory.SKIP)).isEmpty();
        }
    }

    @Test
    void deathsInAnotherRecordingDoNotCount() {
        for (var i = 0; i < 20; i++) {
            assertThat(crashes.died(new RecordingId(i), 160_000)).isEmpty();
        }
    }

    @Test
    void countsAfreshAfterASkip() {
        for (var i = 0; i < CrashHistory.SAME_PLACE_MAX; i++) {
            crashes.died(RECORDING, 160_000);
        }

        assertThat(crashes.died(RECORDING, 160_000)).isEmpty();
    }
}
