package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelMeterTest {

    @Test
    void readsTwiceASecond() {
        assertThat(measure(new short[16_000])).hasSize(2);
    }

    @Test
    void silenceIsMinus120() {
        assertThat(measure(new short[8000])).containsExactly(new InputLevel(-120, -120));
    }

    @Test
    void squareWaveAtHalfScaleIsMinusSixInPeakAndMean() {
        var square = new short[8000];
        for (var i = 0; i < square.length; i++) {
            square[i] = (short) (i % 16 < 8 ? 16_384 : -16_384);
        }

        var level = measure(square).getFirst();

        assertThat(level.peakDbfs()).isCloseTo(-6.02, within(0.01));
        assertThat(level.rmsDbfs()).isCloseTo(-6.02, within(0.01));
    }

    @Test
    void lowestSampleIsFullScale() {
        var samples = new short[8000];
        samples[5] = Short.MIN_VALUE;

        assertThat(measure(samples).getFirst().peakDbfs()).isZero();
    }

    private static List<InputLevel> measure(short[] samples) {
        var meter = new LevelMeter();
        var levels = new ArrayList<InputLevel>();
        for (var from = 0; from < samples.length; from += 320) {
            var frame = Arrays.copyOfRange(samples, from, from + 320);
            meter.add(frame, 320).ifPresent(levels::add);
        }
        return levels;
    }
}
