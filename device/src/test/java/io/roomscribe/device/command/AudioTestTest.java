package io.roomscribe.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomscribe.protocol.Audio;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class AudioTestTest {

    @Test
    void tellsTheNoiseBetweenTheWordsFromTheWords() {
        var samples = new short[100 * Audio.FRAME_SAMPLES];
        Arrays.fill(samples, (short) 32);
        Arrays.fill(samples, 50 * Audio.FRAME_SAMPLES, samples.length, (short) 16_384);

        var figures = AudioTest.figures(samples);

        assertThat(figures.noiseDbfs()).isCloseTo(-60.2, within(0.1));
        assertThat(figures.rmsDbfs()).isCloseTo(-9.0, within(0.1));
        assertThat(figures.peakDbfs()).isCloseTo(-6.0, within(0.1));
    }

    @Test
    void countsFramesThatTouchFullScale() {
        var samples = new short[100 * Audio.FRAME_SAMPLES];
        samples[0] = Short.MAX_VALUE;
        samples[1] = Short.MIN_VALUE;
        samples[3 * Audio.FRAME_SAMPLES] = Short.MIN_VALUE;

        assertThat(AudioTest.figures(samples).clippedPercent()).isEqualTo(2.0);
    }

    @Test
    void callsDigitalSilenceByItsLevel() {
        var figures = AudioTest.figures(new short[10 * Audio.FRAME_SAMPLES]);

        assertThat(figures.peakDbfs()).isEqualTo(-120);
        assertThat(figures.noiseDbfs()).isEqualTo(-120);
    }
}
