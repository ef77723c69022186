package io.roomscribe.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.ActiveCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T3")
final class ClockComparisonTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeviceId EARLY = new DeviceId("early");
    private static final DeviceId LATE = new DeviceId("late");

    private final HealthBoard board = new HealthBoard(new ManualTicker());
    private final ClockComparison comparison = new ClockComparison(board, new ManualClock(NOON));

    @Test
    void flagsBoxesTenMinutesOffUntilTheyAreRight() {
        comparison.heard(EARLY, NOON.plus(Duration.ofMinutes(10)));
        comparison.heard(LATE, NOON.minus(Duration.ofMinutes(10)));

        assertThat(board.active())
                .extracting(ActiveCondition::evidence)
                .containsExactly("box early is 600 s ahead, box late is 600 s behind");

        comparison.heard(EARLY, NOON);
        assertThat(board.isRaised(HubCondition.BOX_CLOCK_DIFFERS)).isTrue();
        comparison.heard(LATE, NOON);
        assertThat(board.isRaised(HubCondition.BOX_CLOCK_DIFFERS)).isFalse();
    }

    @Test
    void slowNetworkIsNoDifference() {
        comparison.heard(LATE, NOON.minus(Duration.ofSeconds(30)));

        assertThat(board.active()).isEmpty();
    }
}
