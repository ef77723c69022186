package io.roomscribe.provisioning.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.bench.DeviceFigures.Cost;
import org.junit.jupiter.api.Test;

final class DeviceFiguresTest {

    @Test
    void comparesBothProcessesOfTheBoxWithTheBareRecogniser() {
        var figures =
                DeviceFigures.of(
                        new Cost(5, 90),
                        new Cost(50, 160),
                        new Cost(50, 150),
                        "audio",
                        20,
                        10,
                        "model",
                        "how");

        assertThat(figures.cpuRatio()).isEqualTo(1.1);
        assertThat(figures.memoryBesideModelMiB()).isEqualTo(100);
    }
}
