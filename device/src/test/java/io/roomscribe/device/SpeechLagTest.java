package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.testkit.ManualTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A4")
final class SpeechLagTest {
    private final ManualTicker ticker = new ManualTicker();
    private final HealthBoard health = new HealthBoard(ticker);
    private final AtomicLong waiting = new AtomicLong();
    private final SpeechLag lag = new SpeechLag(waiting::get, health);

    @Test
    void growingBacklogIsSaidWithItsSecondsAndTakenBackWhenItHasDrained() {
        look(59);
        assertThat(health.isRaised(DeviceCondition.SPEECH_BACKLOG)).isFalse();

        look(90);
        look(140);
        ticker.advance(Duration.ofMinutes(1));
        assertThat(health.active())
                .singleElement()
                .satisfies(it -> assertThat(it.evidence()).contains("140 s"));

        look(45);
        assertThat(health.isRaised(DeviceCondition.SPEECH_BACKLOG)).as("not yet").isTrue();
        look(10);
        assertThat(health.isRaised(DeviceCondition.SPEECH_BACKLOG)).isFalse();
    }

    private void look(long seconds) {
        waiting.set(seconds * Audio.SAMPLE_RATE);
        lag.look();
        assertThat(lag.behind()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
