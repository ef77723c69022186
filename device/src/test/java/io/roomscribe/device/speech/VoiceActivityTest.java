package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VoiceActivityTest {
    private static final int BLOCK = VoiceActivity.BLOCK;
    private static final int SECOND = Audio.SAMPLE_RATE / BLOCK;

    @ParameterizedTest
    @CsvSource({
        "QUIET_ROOM, -60",
        "QUIET_ROOM, -30",
        "WHITE_NOISE, -45",
        "WHITE_NOISE, -20",
        "VENTILATION, -60",
        "VENTILATION, -20"
    })
    void steadyNoiseIsNotSpeechHoweverLoud(Noises noise, double dbfs) {
        var active = active(noise.samples(Duration.ofSeconds(20), dbfs, 3), 0, 6);

        assertThat(active.subList(2 * SECOND, active.size())).containsOnly(false);
    }

    @Test
    void keyStrokesAreMostlyNotSpeech() {
        var active = active(Noises.KEYBOARD.samples(Duration.ofSeconds(20), -45, 3), 0, 6);

        assertThat(active.stream().filter(is -> is).count()).isLessThan(active.size() / 3);
    }

    @Test
    void digitalSilenceIsNotSpeech() {
        var active = active(new short[10 * Audio.SAMPLE_RATE], 0, 6);

        assertThat(active.subList(2 * SECOND, active.size())).containsOnly(false);
    }

    @Test
    void hearsASoftVowelInNoiseAndForASecondAfter() {
        var samples = Noises.VENTILATION.samples(Duration.ofSeconds(20), -50, 3);
        // 12 dB above the noise, for 150 ms.
        for (var i = 0; i < Audio.SAMPLE_RATE * 15 / 100; i++) {
            samples[10 * Audio.SAMPLE_RATE + i] += (short) (600 * Math.sin(i * 0.6));
        }

        var active = active(samples, 0, 6);

        assertThat(active.subList(10 * SECOND, 11 * SECOND)).containsOnly(true);
        assertThat(active.subList(12 * SECOND, active.size())).containsOnly(false);
    }

    @Test
    void theBeginningOfARecordingIsAlwaysHeard() {
        assertThat(active(new short[Audio.SAMPLE_RATE], 0, 6)).containsOnly(true);
    }

    @Test
    void marginOfZeroHearsEverything() {
        assertThat(active(new short[10 * Audio.SAMPLE_RATE], 0, 0)).containsOnly(true);
    }

    /// What a takeover after a crash depends on.
    @Test
    void decidesTheSameWhereverItBegan() {
        var seed = Long.getLong("seed", 4);
        System.out.println("seed=" + seed);
        var random = new Random(seed);
        var samples = new short[0];
        for (var i = 0; i < 12; i++) {
            var noise = List.of(Noises.values()).get(random.nextInt(5));
            samples =
                    Pcm.join(
                            samples,
                            noise.samples(
                                    Duration.ofMillis(200 + random.nextInt(6000)),
                                    -20 - random.nextInt(50),
                                    random.nextLong()));
        }
        var whole = active(samples, 0, 6);
        assertThat(whole).contains(true, false);

        for (var i = 0; i < 20; i++) {
            var block = random.nextInt(whole.size());
            var first = Math.max(0, block - VoiceActivity.HISTORY);

            var later = active(samples, first, 6);

            assertThat(later.subList(block - first, later.size()))
                    .as("from block %d", block)
                    .isEqualTo(whole.subList(block, whole.size()));
        }
    }

    private static List<Boolean> active(short[] samples, int firstBlock, double margin) {
        var activity = new VoiceActivity(margin);
        activity.start(firstBlock);
        var active = new ArrayList<Boolean>();
        for (var at = firstBlock * BLOCK; at < samples.length; at += BLOCK) {
            var count = Math.min(BLOCK, samples.length - at);
            active.add(
                    activity.judge(Arrays.copyOfRange(samples, at, at + count), count)
                            != VoiceActivity.Sound.SILENCE);
        }
        return active;
    }
}
