package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "44100, 8100", "44100, 9000", "44100, 12000", "44100, 15000", "44100, 21000",
        "48000, 8100", "48000, 9000", "48000, 12000", "48000, 15000", "48000, 23000",
        "96000, 12000", "192000, 70000"
    })
    void keepsToneAboveEightKilohertzOutOfTheResult(int rate, int tone) {
        var output = resample(rate, Tones.sine(rate, tone, 0.9, rate));

        assertThat(Tones.dbfs(inner(output))).isLessThan(-80);
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 50",
        "44100, 1000",
        "44100, 3000",
        "44100, 6000",
        "48000, 50",
        "48000, 1000",
        "48000, 3000",
        "48000, 6000",
        "8000, 300",
        "8000, 3000",
        "11025, 1000",
        "22050, 4000",
        "192000, 6000"
    })
    void passesSpeechAtFullStrength(int rate, int tone) {
        var output = resample(rate, Tones.sine(rate, tone, 0.5, rate));

        assertThat(Tones.dbfs(inner(output)) - 20 * Math.log10(0.5 / Math.sqrt(2)))
                .isBetween(-0.5, 0.5);
        assertThat(Tones.frequency(inner(output))).isCloseTo(tone, within(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000, 192000})
    void makesExactlyAsMuchAudioAsItTook(int rate) {
        var input = new float[rate * 3 + 17];

        var output = resample(rate, input);

        assertThat((long) output.length)
                .isEqualTo(Math.ceilDiv((long) input.length * Audio.SAMPLE_RATE, (long) rate));
    }

    @Test
    void resultDoesNotDependOnHowTheInputIsCut() {
        var input = Tones.sine(44_100, 700, 0.7, 44_100);

        var whole = resample(44_100, input, input.length);
        var pieces = resample(44_100, input, 77);

        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void leavesSixteenKilohertzUntouched() {
        var input = new float[1000];
        for (var i = 0; i < input.length; i++) {
            input[i] = (i * 65 - 32_768) / 32_768f;
        }

        var output = resample(16_000, input);

        for (var i = 0; i < input.length; i++) {
            assertThat(output[i]).isEqualTo((short) (i * 65 - 32_768));
        }
    }

    @Test
    void clipsInsteadOfWrappingRound() {
        var output = resample(48_000, Tones.sine(48_000, 200, 1.2, 4800));

        assertThat(output).contains(Short.MAX_VALUE, Short.MIN_VALUE);
        for (var i = 1; i < output.length; i++) {
            assertThat(Math.abs(output[i] - output[i - 1])).isLessThan(20_000);
        }
    }

    /// Without the edges, where the tone switches on and off.
    private static short[] inner(short[] samples) {
        return Arrays.copyOfRange(samples, 1600, samples.length - 1600);
    }

    private static org.assertj.core.data.Offset<Double> within(double hertz) {
        return org.assertj.core.data.Offset.offset(hertz);
    }

    private static short[] resample(int rate, float[] input) {
        return resample(rate, input, 1013);
    }

    private static short[] resample(int rate, float[] input, int piece) {
        var resampler = new Resampler(rate);
        var output = new short[(int) ((long) input.length * Audio.SAMPLE_RATE / rate) + 2];
        var count = 0;
        for (var from = 0; from < input.length; from += piece) {
            var part = Arrays.copyOfRange(input, from, Math.min(from + piece, input.length));
            resampler.accept(part, part.length);
            count += resampler.produce(output, count, output.length - count);
        }
        resampler.finish();
        count += resampler.produce(output, count, output.length - count);
        return Arrays.copyOf(output, count);
    }
}
