package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UtteranceCapTest {
    private static final long MAX = 20L * Audio.SAMPLE_RATE;
    private static final int BLOCK_BYTES = WorkerSession.BLOCK * Audio.BYTES_PER_SAMPLE;
    private static final short[] SPEECH = Pcm.noise(Duration.ofMillis(100), 4000, 9);

    private final UtteranceCap cap = new UtteranceCap(MAX);

    @BeforeEach
    void tenSecondsOfSpeech() {
        for (var i = 0; i < 100; i++) {
            assertThat(cut(i * 1600L, SPEECH)).isNegative();
        }
    }

    @Test
    void leavesShortUtterancesAlone() {
        assertThat(cut(10L * Audio.SAMPLE_RATE, new short[1600])).isNegative();
    }

    @Test
    void cutsInTheShortQuietBetweenTwoWords() {
        var withGap = SPEECH.clone();
        Arrays.fill(withGap, 640, 960, (short) 3);

        assertThat(cut(17L * Audio.SAMPLE_RATE, SPEECH)).isNegative();
        assertThat(cut(17L * Audio.SAMPLE_RATE, withGap)).isEqualTo(800 * Audio.BYTES_PER_SAMPLE);
    }

    @Test
    void isContentWithLessAndLessQuiet() {
        var lower = SPEECH.clone();
        for (var i = 320; i < 640; i++) {
            lower[i] = (short) (lower[i] / 4);
        }

        assertThat(cut(16L * Audio.SAMPLE_RATE, lower)).isNegative();
        assertThat(cut(19L * Audio.SAMPLE_RATE, lower)).isEqualTo(480 * Audio.BYTES_PER_SAMPLE);
    }

    @Test
    void cutsAnywhereAtTheLast() {
        assertThat(cut(MAX, SPEECH)).isBetween(0, BLOCK_BYTES);
    }

    private int cut(long age, short[] samples) {
        return cap.cut(age, Pcm.bytes(samples), samples.length * Audio.BYTES_PER_SAMPLE);
    }
}
