package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private static HubAnswer.Segment segment(long number, long second) {
        return new HubAnswer.Segment(
                number, START.plusSeconds(second), START.plusSeconds(second + 2), "", "yes");
    }

    private static Snapshot snapshot(long last, long acknowledged, long hubBacklog) {
        return new Snapshot(
                Optional.empty(),
                new DeviceStatus("idle", 0, 0, true, last, acknowledged),
                Optional.empty(),
                Optional.of(new HubAnswer.Device("demo-box", true, "recording", hubBacklog)));
    }

    @Test
    void theSameWordsAtAnotherTimeAreNoDuplicate() {
        assertThat(Measurement.duplicates(List.of(segment(1, 0), segment(2, 5)))).isZero();
    }

    @Test
    void aSecondSegmentAtTheSameSampleIsADuplicate() {
        assertThat(Measurement.duplicates(List.of(segment(1, 0), segment(2, 5), segment(3, 0))))
                .isOne();
    }

    @Test
    void whatTheHubHasNotAcknowledgedIsMissing() {
        assertThat(Measurement.missing(snapshot(70, 68, 0))).isEqualTo(2);
    }

    @Test
    void whatTheHubKnowsItDoesNotHaveIsMissing() {
        assertThat(Measurement.missing(snapshot(70, 70, 3))).isEqualTo(3);
    }

    @Test
    void nothingIsMissingWhenBothAgree() {
        assertThat(Measurement.missing(snapshot(70, 70, 0))).isZero();
    }
}
