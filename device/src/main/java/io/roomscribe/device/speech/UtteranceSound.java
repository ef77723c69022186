package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// What a recording sounds like where an utterance was heard, and in the ten seconds before.
///
/// Immutable.
final class UtteranceSound {
    private static final int FRAME = Audio.FRAME_SAMPLES;
    private static final long BEFORE = 10L * Audio.SAMPLE_RATE;
    private static final long AROUND = Audio.SAMPLE_RATE * 3L / 10;

    private static final double DIP = 20;
    private static final double STEADY_SHARE = 0.8;

    /// Measured: noise 0.15 to 0.25, chords 0.5 and more.
    private static final double PERIODIC = 0.35;

    private static final int PERIOD_MIN = Audio.SAMPLE_RATE / 400;
    private static final int PERIOD_MAX = Audio.SAMPLE_RATE / 50;

    private final double[] samples;
    private final double[] levels;
    private final int first;
    private final int end;

    private UtteranceSound(double[] samples, int first, int end) {
        this.samples = samples;
        this.first = first;
        this.end = end;
        this.levels = new double[samples.length / FRAME];
        for (var i = 0; i < levels.length; i++) {
            levels[i] = level(i * FRAME);
        }
    }

    static UtteranceSound of(RecordedSpeech recording, long firstSample, long endSample)
            throws InterruptedException {
        var from = Math.max(0, firstSample - BEFORE);
        var pcm = new short[(int) (endSample + AROUND - from)];
        var count = recording.readRecorded(from, pcm);
        // Differences: hum and rumble carry far and say nothing.
        var samples = new double[count];
        for (var i = 1; i < count; i++) {
            samples[i] = (pcm[i] - pcm[i - 1]) / 32768.0;
        }
        return new UtteranceSound(samples, (int) (firstSample - from), (int) (endSample - from));
    }

    /// True when it is no louder than what one frame in ten stays under, and the margin.
    boolean isQuiet(double marginDecibels) {
        var sorted = levels.clone();
        Arrays.sort(sorted);
        var floor = sorted.length == 0 ? Loudness.NOTHING : sorted[sorted.length / 10];
        var loudest =
                IntStream.rangeClosed(first / FRAME, end / FRAME)
                        .filter(i -> i < levels.length)
                        .mapToDouble(i -> levels[i])
                        .max()
                        .orElse(Loudness.NOTHING);
        return loudest < Math.max(Loudness.NOTHING, floor + marginDecibels);
    }

    /// True for played tones: sound that hardly ever gets softer, and where it does, it still has a
    /// pitch. Speech dips between its syllables; in a noisy room the dips are noise.
    boolean isSteadyTone() {
        var frames =
                IntStream.range(Math.max(0, first - (int) AROUND) / FRAME, levels.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> levels[i]))
                        .toList();
        if (frames.isEmpty()) {
            return false;
        }
        var loudest = levels[frames.getLast()];
        var loud = frames.stream().filter(i -> levels[i] > loudest - DIP).count();
        if (loud < STEADY_SHARE * frames.size()) {
            return false;
        }
        var softest = frames.subList(0, Math.max(1, frames.size() / 4));
        var periodic = softest.stream().filter(i -> periodicity(i * FRAME) > PERIODIC).count();
        return periodic * 2 > softest.size();
    }

    private double level(int at) {
        var sum = 0.0;
        for (var i = at; i < at + FRAME; i++) {
            sum += samples[i] * samples[i];
        }
        return Loudness.decibels(sum / FRAME);
    }

    /// How much 40 ms are like themselves one period later, at best; 1 is a perfect tone.
    private double periodicity(int from) {
        var at = Math.clamp(from, 0, Math.max(0, samples.length - 2 * FRAME - PERIOD_MAX));
        var best = 0.0;
        for (var lag = PERIOD_MIN;
                lag <= PERIOD_MAX && at + 2 * FRAME + lag <= samples.length;
                lag++) {
            var product = 0.0;
            var here = 1e-12;
            var there = 1e-12;
            for (var i = at; i < at + 2 * FRAME; i++) {
                product += samples[i] * samples[i + lag];
                here += samples[i] * samples[i];
                there += samples[i + lag] * samples[i + lag];
            }
            best = Math.max(best, product / Math.sqrt(here * there));
        }
        return best;
    }
}
