package io.roomscribe.protocol.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomscribe.protocol.accuracy.DiarizationErrorRate.Turn;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DiarizationErrorRateTest {
    private static final List<Turn> REFERENCE =
            List.of(new Turn("Anna", 0, 10), new Turn("Ben", 10, 20), new Turn("Anna", 20, 30));

    @Test
    void labelsDoNotMatterOnlyWhoIsTheSame() {
        var answer = List.of(new Turn("s2", 0, 10), new Turn("s1", 10, 20), new Turn("s2", 20, 30));

        var rate = DiarizationErrorRate.of(REFERENCE, answer, 0);

        assertThat(rate.rate()).isZero();
        assertThat(rate.seconds()).isEqualTo(30);
        assertThat(rate.matching()).containsEntry("s2", "Anna").containsEntry("s1", "Ben");
    }

    @Test
    void countsMissedFalseAndConfusedTimeApart() {
        var answer =
                List.of(
                        new Turn("s1", 0, 7),
                        new Turn("s2", 10, 20),
                        new Turn("s2", 20, 24),
                        new Turn("s1", 24, 32));

        var rate = DiarizationErrorRate.of(REFERENCE, answer, 0);

        assertThat(rate.missed()).isCloseTo(3, within(1e-9));
        assertThat(rate.confusion()).isCloseTo(4, within(1e-9));
        assertThat(rate.falseAlarm()).isCloseTo(2, within(1e-9));
        assertThat(rate.rate()).isCloseTo(9 / 30.0, within(1e-9));
    }

    @Test
    void aPersonHeardAsTwoIsConfusionForTheLesserOne() {
        var answer = List.of(new Turn("s1", 0, 10), new Turn("s2", 10, 20), new Turn("s3", 20, 28));

        var rate = DiarizationErrorRate.of(REFERENCE, answer, 0);

        assertThat(rate.confusion()).isCloseTo(8, within(1e-9));
        assertThat(rate.missed()).isCloseTo(2, within(1e-9));
        assertThat(rate.found()).isEqualTo(3);
    }

    @Test
    void theCollarForgivesBorders() {
        var answer =
                List.of(
                        new Turn("s1", 0, 10.2),
                        new Turn("s2", 10.2, 19.8),
                        new Turn("s1", 19.8, 30));

        var rate = DiarizationErrorRate.of(REFERENCE, answer, DiarizationErrorRate.COLLAR);

        assertThat(rate.rate()).isZero();
        assertThat(rate.seconds()).isCloseTo(30 - 0.25 - 0.5 - 0.5 - 0.25, within(1e-9));
    }

    @Test
    void unsureTimeIsMissedAndSimultaneousSpeechCountsForEach() {
        var both = List.of(new Turn("Anna", 0, 10), new Turn("Ben", 5, 10));

        var rate =
                DiarizationErrorRate.of(
                        both, List.of(new Turn("s1", 0, 8), new Turn("", 8, 10)), 0);

        assertThat(rate.seconds()).isCloseTo(15, within(1e-9));
        assertThat(rate.missed()).isCloseTo(3 + 2 + 2, within(1e-9));
    }

    /// Against trying every way of pairing.
    @Test
    void matchingFindsTheBestPairs() {
        var random = new Random(7);
        for (var round = 0; round < 200; round++) {
            var values = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
            for (var row : values) {
                for (var i = 0; i < row.length; i++) {
                    row[i] = random.nextInt(4) == 0 ? 0 : random.nextInt(20);
                }
            }
            var matched = BestMatching.of(values);

            var sum = 0.0;
            for (var row = 0; row < matched.length; row++) {
                sum += matched[row] == BestMatching.NONE ? 0 : values[row][matched[row]];
            }
            assertThat(sum).isCloseTo(best(values, 0, 0), within(1e-9));
        }
        assertThat(BestMatching.of(new double[0][0])).isEmpty();
    }

    private static double best(double[][] values, int row, int taken) {
        if (row == values.length) {
            return 0;
        }
        var best = best(values, row + 1, taken);
        for (var column = 0; column < values[row].length; column++) {
            if ((taken & 1 << column) == 0) {
                best =
                        Math.max(
                                best,
                                values[row][column] + best(values, row + 1, taken | 1 << column));
            }
        }
        return best;
    }
}
