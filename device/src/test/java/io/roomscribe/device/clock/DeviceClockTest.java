package io.roomscribe.device.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T1")
class DeviceClockTest {
    private static final Instant BOOT = Instant.EPOCH.plusSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ManualClock system = new ManualClock(BOOT);
    private final ManualTicker ticker = new ManualTicker();
    private final AtomicReference<ClockQuality> systemQuality =
            new AtomicReference<>(ClockQuality.UNSYNCED);
    private final DeviceClock clock = new DeviceClock(system, ticker, systemQuality::get);

    @Test
    void countsOnFromWhatTheHubSaidFirstWhateverTheSystemThinks() {
        assertThat(clock.instant()).isEqualTo(BOOT);
        assertThat(clock.quality()).isEqualTo(ClockQuality.UNSYNCED);

        clock.hubSaid(NOON);
        ticker.advance(Duration.ofSeconds(10));
        system.advance(Duration.ofHours(-1));
        clock.hubSaid(NOON.plusSeconds(3600));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
        assertThat(clock.quality()).isEqualTo(ClockQuality.HUB);
    }

    @Test
    void networkTimeIsBetterThanTheHubs() {
        clock.hubSaid(NOON);
        system.set(NOON.plusSeconds(2));
        systemQuality.set(ClockQuality.NTP);

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
        assertThat(clock.quality()).isEqualTo(ClockQuality.NTP);
    }

    @Test
    void hubWithoutAGoodClockIsNotBelieved() {
        clock.hubSaid(Instant.EPOCH.plusSeconds(4));

        assertThat(clock.quality()).isEqualTo(ClockQuality.UNSYNCED);
    }
}
