package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("A2")
class SignalWatchTest {
    private static final int SECOND = 16_000;

    private final Random random = new Random(5);
    private final SignalWatch watch = new SignalWatch();
    private final List<Told> told = new ArrayList<>();
    private int heard;

    private record Told(int atSample, Set<SignalFault> faults) {}

    @ParameterizedTest
    @EnumSource
    void tellsEachFaultWithinFiveSecondsAndItsEndByItself(SignalFault fault) {
        hear(7 * SECOND + 4321, this::room);
        var began = heard;

        hear(20 * SECOND, sample -> faulty(fault, sample));
        var ended = heard;
        hear(5 * SECOND, this::room);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst().faults()).containsExactly(fault);
        assertThat((told.getFirst().atSample() - began) / (double) SECOND).isBetween(2.0, 4.1);
        assertThat(told.getLast().faults()).isEmpty();
        assertThat((told.getLast().atSample() - ended) / (double) SECOND).isLessThan(2.1);
    }

    @Test
    void saysNothingOfAStillRoomLoudSpeechOrAToggledLowestBit() {
        hear(10 * SECOND, sample -> random.nextInt(2));
        hear(10 * SECOND, sample -> random.nextInt(-1, 2));
        // Speech close by: a vowel that clips now and then.
        hear(10 * SECOND, sample -> 33_000 * Math.sin(sample / 20.0) * envelope(sample));
        hear(10 * SECOND, sample -> 0.03 * 32_768 + room(sample));

        assertThat(told).isEmpty();
    }

    @Test
    void shortFaultIsNoNews() {
        hear(2 * SECOND, this::room);
        hear(2 * SECOND, sample -> 0);
        hear(10 * SECOND, this::room);

        assertThat(told).isEmpty();
    }

    @Test
    void forgetsWhenItBeginsAnew() {
        hear(10 * SECOND, sample -> 0);
        assertThat(told).hasSize(1);

        assertThat(watch.reset()).contains(Set.of());
        assertThat(watch.reset()).isEmpty();
    }

    private double faulty(SignalFault fault, int sample) {
        return switch (fault) {
            case DIGITAL_ZERO -> 0;
            case CONSTANT_LEVEL -> -512;
            case CLIPPING -> 90_000 * Math.sin(sample / 20.0);
            case DC_OFFSET -> 4000 + room(sample);
        };
    }

    private double room(int sample) {
        return random.nextGaussian() * 40 + 2000 * Math.sin(sample / 30.0) * envelope(sample);
    }

    /// Words and pauses.
    private static double envelope(int sample) {
        return sample / 4000 % 3 == 0 ? 1 : 0.1;
    }

    private void hear(int samples, IntToDoubleFunction sound) {
        var frame = new short[320];
        for (var left = samples; left > 0; left -= frame.length) {
            var length = Math.min(left, frame.length);
            Arrays.fill(frame, (short) 0);
            for (var i = 0; i < length; i++) {
                var value = Math.round(sound.applyAsDouble(heard + i));
                frame[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            heard += length;
            watch.add(frame, length).ifPresent(faults -> told.add(new Told(heard, faults)));
        }
    }
}
