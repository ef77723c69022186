package io.roomscribe.hub.ingest;

import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Compares the boxes' clocks with the hub's. Only live messages tell: every other one may have
/// waited somewhere. Which of the two is wrong the hub cannot know, so it says so and moves
/// nothing.
///
/// Confined to the live feed's thread.
final class ClockComparison {
    /// More than any network delays a live message, which is worthless after two seconds.
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private final HealthBoard board;
    private final Clock clock;
    private final Map<String, Duration> differing = new TreeMap<>();

    ClockComparison(HealthBoard board, Clock clock) {
        this.board = board;
        this.clock = clock;
    }

    void heard(DeviceId device, Instant sentAt) {
        var ahead = Duration.between(clock.instant(), sentAt);
        var differs = ahead.abs().compareTo(TOLERATED) > 0;
        var before = differing.containsKey(device.value());
        if (differs) {
            differing.put(device.value(), ahead);
        } else {
            differing.remove(device.value());
        }
        if (differs == before) {
            return;
        }
        if (differing.isEmpty()) {
            board.clear(HubCondition.BOX_CLOCK_DIFFERS);
        } else {
            board.raise(HubCondition.BOX_CLOCK_DIFFERS, evidence());
        }
    }

    private String evidence() {
        return differing.entrySet().stream()
                .map(box ->
                        "box %s is %d s %s"
                                .formatted(
                                        box.getKey(),
                                        box.getValue().abs().toSeconds(),
                                        box.getValue().isNegative() ? "behind" : "ahead"))
                .collect(Collectors.joining(", "));
    }
}
