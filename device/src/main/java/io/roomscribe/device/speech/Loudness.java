package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;

/// Mean power of samples. Full scale is 1.
final class Loudness {
    static final double FULL_SCALE = 32768.0 * 32768.0;

    /// Decibels, quieter than any room: an unplugged or muted line.
    static final double NOTHING = -80;

    private Loudness() {}

    /// Of 16-bit little-endian bytes.
    static double power(byte[] pcm, int offset, int length) {
        var sum = 0.0;
        for (var i = offset; i + 1 < offset + length; i += Audio.BYTES_PER_SAMPLE) {
            var sample = (short) ((pcm[i] & 0xff) | (pcm[i + 1] << 8));
            sum += (double) sample * sample;
        }
        return sum / FULL_SCALE / Math.max(1, length / Audio.BYTES_PER_SAMPLE);
    }

    static double decibels(double power) {
        return 10 * Math.log10(Math.max(power, 1e-12));
    }
}
