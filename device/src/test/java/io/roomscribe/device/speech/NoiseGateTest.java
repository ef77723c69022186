package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NoiseGateTest {
    private static final RecordingId RECORDING = new RecordingId(1);
    private static final int BLOCK = WorkerSession.BLOCK;
    private static final long SPOKEN = 8L * Audio.SAMPLE_RATE;

    private final NoiseGate gate = new NoiseGate(6, BLOCK);

    @BeforeEach
    void hearTenSecondsOfNoiseWithSomethingLoudAtSecondEight() {
        gate.start(0);
        var noise = Pcm.noise(Duration.ofSeconds(10), 100, 5);
        for (var i = (int) SPOKEN; i < SPOKEN + BLOCK; i++) {
            noise[i] = (short) (noise[i] * 4);
        }
        for (var at = 0; at < noise.length; at += BLOCK) {
            gate.block(Arrays.copyOfRange(noise, at, at + BLOCK), BLOCK);
        }
    }

    @Test
    void holdsBackAnUncertainWordThatIsNoLouderThanTheRoom() {
        assertThat(gate.isNoise(utterance(0.3, 4L * Audio.SAMPLE_RATE, "yeah"))).isTrue();
    }

    @Test
    void letsThroughWhatIsLouderThanTheRoom() {
        assertThat(gate.isNoise(utterance(0.3, SPOKEN, "yeah"))).isFalse();
    }

    @Test
    void letsThroughWhatTheModelIsSureOf() {
        assertThat(gate.isNoise(utterance(0.9, 4L * Audio.SAMPLE_RATE, "yes"))).isFalse();
    }

    @Test
    void letsThroughSentencesHoweverQuiet() {
        assertThat(gate.isNoise(utterance(0.3, 4L * Audio.SAMPLE_RATE, "we", "can", "wait")))
                .isFalse();
    }

    @Test
    void holdsBackGuessesAtNoiseLikewise() {
        assertThat(gate.isNoise(new WorkerAnswer.Partial(RECORDING, 64_000, 70_000, "oh")))
                .isTrue();
        assertThat(gate.isNoise(new WorkerAnswer.Partial(RECORDING, SPOKEN, SPOKEN + BLOCK, "oh")))
                .isFalse();
    }

    @Test
    void marginOfZeroTakesEverything() {
        var open = new NoiseGate(0, BLOCK);
        open.start(0);
        open.block(new short[BLOCK], BLOCK);

        assertThat(open.isNoise(utterance(0.1, 0, "yeah"))).isFalse();
    }

    @Test
    void aLineThatIsDigitallySilentSaysNothing() {
        gate.start(0);
        for (var i = 0; i < 50; i++) {
            gate.block(new short[BLOCK], BLOCK);
        }

        assertThat(gate.isNoise(utterance(0.3, 16_000, "yeah"))).isTrue();
    }

    private static WorkerAnswer.Utterance utterance(
            double confidence, long firstSample, String... words) {
        var spoken =
                Stream.of(words)
                        .map(text ->
                                new WorkerAnswer.SpokenWord(
                                        text, firstSample, firstSample + 800, confidence))
                        .toList();
        return new WorkerAnswer.Utterance(RECORDING, spoken, List.of());
    }
}
