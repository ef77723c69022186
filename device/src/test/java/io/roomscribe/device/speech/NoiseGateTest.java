package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NoiseGateTest {
    private static final RecordingId RECORDING = new RecordingId(1);
    private static final long LOUD = 8L * Audio.SAMPLE_RATE;
    private static final long SOFT = 4L * Audio.SAMPLE_RATE;
    private static final int WORD = Audio.SAMPLE_RATE * 3 / 10;

    @Test
    void holdsBackAnUncertainWordThatIsNoLouderThanTheRoom() throws Exception {
        assertThat(isNoise(0.3, SOFT, WORD, "yeah")).isTrue();
    }

    @Test
    void letsThroughWhatIsLouderThanTheRoom() throws Exception {
        assertThat(isNoise(0.3, LOUD, WORD, "yeah")).isFalse();
    }

    @Test
    void holdsBackAnUncertainWordThatIsTooShortToBeSaidHoweverLoud() throws Exception {
        assertThat(isNoise(0.3, LOUD, 480, "yeah")).isTrue();
    }

    @Test
    void letsThroughWhatTheModelIsSureOf() throws Exception {
        assertThat(isNoise(0.9, SOFT, WORD, "yes")).isFalse();
    }

    @Test
    void letsThroughSentencesHoweverQuiet() throws Exception {
        assertThat(isNoise(0.3, SOFT, WORD, "we", "can", "wait")).isFalse();
    }

    @Test
    void marginOfZeroTakesEverything() throws Exception {
        var gate = new NoiseGate(recording(new short[20 * Audio.SAMPLE_RATE]), 0);

        assertThat(gate.isNoise(utterance(0.1, SOFT, 480, "yeah"))).isFalse();
    }

    @Test
    void aLineThatIsDigitallySilentSaysNothing() throws Exception {
        var gate = new NoiseGate(recording(new short[20 * Audio.SAMPLE_RATE]), 6);

        assertThat(gate.isNoise(utterance(0.3, SOFT, WORD, "yeah"))).isTrue();
    }

    @Test
    void holdsBackTheFewWordsOfMusicHoweverSureTheModelIs() throws Exception {
        var music = Noises.MUSIC.samples(Duration.ofSeconds(12), -20, 5);
        var gate = new NoiseGate(recording(music), 6);

        assertThat(gate.isNoise(utterance(1, SOFT, 4 * WORD, "older", "oh", "older"))).isTrue();
        assertThat(gate.isNoise(utterance(1, SOFT, WORD / 2, "oh"))).isTrue();
    }

    @Test
    void letsThroughWordsOverSteadyNoise() throws Exception {
        var noise = Noises.VENTILATION.samples(Duration.ofSeconds(12), -30, 5);
        var gate = new NoiseGate(recording(noise), 6);

        assertThat(gate.isNoise(utterance(1, SOFT, WORD, "yes"))).isFalse();
    }

    /// Ten seconds of noise with something loud at second eight.
    private static boolean isNoise(double confidence, long at, int samples, String... words)
            throws InterruptedException {
        var noise = Pcm.noise(Duration.ofSeconds(10), 100, 5);
        for (var i = (int) LOUD; i < LOUD + WORD; i++) {
            noise[i] = (short) (noise[i] * 4);
        }
        return new NoiseGate(recording(noise), 6)
                .isNoise(utterance(confidence, at, samples, words));
    }

    private static RecordedSpeech recording(short[] samples) {
        var backlog = new InMemoryBacklog();
        backlog.add(RECORDING.bits(), samples);
        return backlog.oldest().orElseThrow();
    }

    private static WorkerAnswer.Utterance utterance(
            double confidence, long firstSample, int samples, String... words) {
        var each = samples / words.length;
        var at = new long[] {firstSample};
        var spoken =
                Stream.of(words)
                        .map(text ->
                                new WorkerAnswer.SpokenWord(text, at[0], at[0] += each, confidence))
                        .toList();
        return new WorkerAnswer.Utterance(RECORDING, spoken, List.of());
    }
}
