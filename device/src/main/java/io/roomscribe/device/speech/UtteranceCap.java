package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;

/// Decides where an utterance without a pause is cut: at the quietest 20 ms once it has lasted four
/// fifths of the longest allowed, asking for less quiet the longer it goes on, so that the cut
/// falls between words.
///
/// Confined to one thread.
final class UtteranceCap {
    private static final int WINDOW_BYTES = Audio.FRAME_SAMPLES * Audio.BYTES_PER_SAMPLE;
    private static final double QUIET_AT_FIRST = -20;
    private static final double QUIET_AT_LAST = -3;

    private final long samplesMax;
    private double powerSum;
    private int blocks;

    UtteranceCap(long samplesMax) {
        this.samplesMax = samplesMax;
    }

    /// The next utterance begins.
    void reset() {
        powerSum = 0;
        blocks = 0;
    }

    /// @param age samples since the utterance began, without these
    /// @return byte at which the utterance should end, or -1
    int cut(long age, byte[] pcm, int length) {
        powerSum += Loudness.power(pcm, 0, length);
        blocks++;
        var soft = samplesMax * 4 / 5;
        if (age < soft || length < WINDOW_BYTES) {
            return -1;
        }
        var quietest = 0;
        var least = Double.MAX_VALUE;
        for (var at = 0; at + WINDOW_BYTES <= length; at += WINDOW_BYTES) {
            var power = Loudness.power(pcm, at, WINDOW_BYTES);
            if (power < least) {
                least = power;
                quietest = at;
            }
        }
        var late = Math.min(1.0, (age - soft) / (double) (samplesMax - soft));
        var limit = QUIET_AT_FIRST + (QUIET_AT_LAST - QUIET_AT_FIRST) * late;
        var relative = Loudness.decibels(least) - Loudness.decibels(powerSum / blocks);
        return relative <= limit || age >= samplesMax ? quietest + WINDOW_BYTES / 2 : -1;
    }
}
