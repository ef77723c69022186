package io.roomscribe.device.capture;

import io.roomscribe.protocol.Audio;
import java.util.Optional;

/// Measures peak and mean power of what passes by, one reading each half second of audio.
///
/// Confined to one thread.
public final class LevelMeter {
    private static final int WINDOW_SAMPLES = Audio.SAMPLE_RATE / 2;

    private int peak;
    private double squares;
    private int samples;

    /// Takes a frame; answers with a reading when half a second is full.
    public Optional<InputLevel> add(short[] frame, int length) {
        for (var i = 0; i < length; i++) {
            int sample = frame[i];
            peak = Math.max(peak, Math.abs(sample));
            squares += (double) sample * sample;
        }
        samples += length;
        if (samples < WINDOW_SAMPLES) {
            return Optional.empty();
        }
        var level = InputLevel.of(peak, squares, samples);
        peak = 0;
        squares = 0;
        samples = 0;
        return Optional.of(level);
    }
}
