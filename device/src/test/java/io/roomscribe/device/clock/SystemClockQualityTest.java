package io.roomscribe.device.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.message.ClockQuality;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SystemClockQualityTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicBoolean isSet = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final SystemClockQuality quality =
            new SystemClockQuality(
                    () -> {
                        looks.incrementAndGet();
                        return isSet.get();
                    },
                    nanos::get);

    @Test
    void clockThatBecomesGoodIsToldSoWithinASecond() {
        assertThat(quality.get()).isEqualTo(ClockQuality.UNSYNCED);
        isSet.set(true);

        nanos.addAndGet(1_000_000_000);

        assertThat(quality.get()).isEqualTo(ClockQuality.NTP);
    }

    @Test
    void systemIsAskedOnceASecondHoweverOftenTheClockIs() {
        for (var i = 0; i < 1000; i++) {
            quality.get();
            nanos.addAndGet(10_000_000);
        }

        assertThat(looks).hasValue(10);
    }
}
