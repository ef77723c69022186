package io.roomscribe.device.speech;

import io.roomscribe.device.speech.WorkerAnswer.SpokenWord;
import java.util.Arrays;

/// Tells a stray "yeah" that the model hears in room noise from one that somebody said: one or two
/// words, of which the model is not sure, that are no louder than the noise floor. Anything longer,
/// surer or louder passes: better a wrong word in the transcript than a right one missing.
///
/// Measured with the bundled model on two minutes each of three generated noises (-60, -50 and -40
/// dBFS): 66 stray words, each alone, with a confidence of 0.14 to 0.52 and no louder than the
/// rest. Confidence alone would not do: a person in the distance gets 0.3 too.
///
/// Confined to one thread.
final class NoiseGate {
    private static final int WORDS_MAX = 2;
    private static final double CONFIDENCE_MAX = 0.65;
    private static final int BLOCKS = 400;

    /// Quieter than any room: an unplugged or muted line.
    private static final double NOTHING = -80;

    private final double marginDecibels;
    private final int blockSamples;
    private final double[] levels = new double[BLOCKS];
    private long firstSample;
    private long blocks;

    NoiseGate(double marginDecibels, int blockSamples) {
        this.marginDecibels = marginDecibels;
        this.blockSamples = blockSamples;
    }

    void start(long firstSample) {
        this.firstSample = firstSample;
        blocks = 0;
    }

    /// The next block; all but the last of a recording have the same length.
    void block(short[] samples, int count) {
        var sum = 0.0;
        for (var i = 0; i < count; i++) {
            sum += (double) samples[i] * samples[i];
        }
        levels[(int) (blocks % BLOCKS)] =
                Loudness.decibels(sum / Math.max(1, count) / (32768.0 * 32768.0));
        blocks++;
    }

    boolean isNoise(WorkerAnswer.Utterance utterance) {
        var words = utterance.words();
        var confidence = words.stream().mapToDouble(SpokenWord::confidence).average().orElse(0);
        return words.size() <= WORDS_MAX
                && confidence < CONFIDENCE_MAX
                && isQuiet(utterance.firstSample(), utterance.endSample());
    }

    boolean isNoise(WorkerAnswer.Partial partial) {
        return partial.text().split(" ", WORDS_MAX + 1).length <= WORDS_MAX
                && isQuiet(partial.firstSample(), partial.throughSample());
    }

    private boolean isQuiet(long from, long to) {
        if (marginDecibels == 0) {
            return false;
        }
        var oldest = Math.max(0, blocks - BLOCKS);
        var loudest = Double.NEGATIVE_INFINITY;
        for (var block = Math.max(oldest, (from - firstSample) / blockSamples);
                block < blocks && firstSample + block * blockSamples < to;
                block++) {
            loudest = Math.max(loudest, levels[(int) (block % BLOCKS)]);
        }
        return loudest < Math.max(NOTHING, floor() + marginDecibels);
    }

    /// The level that one block in five stays under, digital silence left out.
    private double floor() {
        var heard =
                Arrays.stream(levels, 0, (int) Math.min(blocks, BLOCKS))
                        .filter(level -> level > NOTHING)
                        .sorted()
                        .toArray();
        return heard.length == 0 ? NOTHING : heard[heard.length / 5];
    }
}
