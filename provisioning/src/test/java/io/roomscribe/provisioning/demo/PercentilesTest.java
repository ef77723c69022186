package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
    private final Percentiles percentiles = new Percentiles();

    @Test
    void nothingMeasuredIsNoNumber() {
        assertThat(percentiles.millis(50)).isEmpty();
    }

    @Test
    void takesTheNearestRank() {
        IntStream.rangeClosed(1, 100)
                .map(i -> 101 - i)
                .forEach(i -> percentiles.add(Duration.ofMillis(i)));

        assertThat(percentiles.millis(50)).hasValue(50);
        assertThat(percentiles.millis(95)).hasValue(95);
    }

    @Test
    void oneValueIsEveryPercentile() {
        percentiles.add(Duration.ofMillis(7));

        assertThat(percentiles.millis(50)).hasValue(7);
        assertThat(percentiles.millis(95)).hasValue(7);
    }
}
