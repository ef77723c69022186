package io.roomscribe.provisioning.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.bench.DeviceFigures.Cost;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class DeviceFiguresTest {
    private static final Offset<Double> NEARLY = Offset.offset(1e-9);

    @Test
    void comparesBothProcessesOfTheBoxWithTheBareRecogniser() {
        var figures =
                DeviceFigures.of(
                        new Cost(5, 1, 20, 90),
                        new Cost(50, 1, 200, 160),
                        new Cost(50, 1, 200, 150),
                        "audio",
                        20,
                        10,
                        "model",
                        "how");

        assertThat(figures.cpuRatio()).isEqualTo(1.1);
        assertThat(figures.memoryBesideModelMiB()).isEqualTo(100);
    }

    @Test
    void startCountsOnceHoweverShortTheAudioWas() {
        // 4 s of start and 3 s a minute.
        var cost = Cost.of(10, 2, 64, 20, 90);

        assertThat(cost.startSeconds()).isCloseTo(4, NEARLY);
        assertThat(cost.hourSeconds()).isCloseTo(184, NEARLY);
        assertThat(cost.cpuSeconds()).isEqualTo(64);
    }

    @Test
    void bareRecogniserIsTheMeanOfTheRunsBeforeAndAfter() {
        assertThat(new Cost(70, 1, 210, 150).meanWith(new Cost(74, 3, 214, 149)))
                .isEqualTo(new Cost(72, 2, 212, 150));
    }
}
