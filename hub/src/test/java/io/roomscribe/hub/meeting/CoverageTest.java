package io.roomscribe.hub.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.GapReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void aMeetingWithoutGapsIsWhole() {
        assertThat(of()).isEqualTo(100);
    }

    @Test
    void gapsCountOnlyInsideTheMeetingAndOnceWhereTheyOverlap() {
        assertThat(of(gap(-50, 10))).isEqualTo(90);
        assertThat(of(gap(90, 500))).isEqualTo(90);
        assertThat(of(gap(20, 40), gap(30, 50), gap(25, 30))).isEqualTo(70);
        assertThat(of(gap(-10, 0), gap(100, 110))).isEqualTo(100);
        assertThat(of(gap(-10, 110))).isZero();
    }

    @Test
    void almostWholeDoesNotLookWhole() {
        var gap = gap(START.plusMillis(50_000), START.plusMillis(50_001));

        assertThat(of(gap)).isEqualTo(99.9);
    }

    @Test
    void aMeetingWithoutLengthIsWhole() {
        assertThat(Coverage.percent(START, START, List.of(gap(-1, 1)))).isEqualTo(100);
    }

    private static double of(Gap... gaps) {
        return Coverage.percent(START, START.plusSeconds(100), List.of(gaps));
    }

    private static Gap gap(int from, int to) {
        return gap(START.plusSeconds(from), START.plusSeconds(to));
    }

    private static Gap gap(Instant from, Instant to) {
        return new Gap(new RoomId("room"), new DeviceId("box"), from, to, GapReason.MUTED);
    }
}
