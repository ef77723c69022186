package io.roomscribe.device.capture;

/// How samples lie in bytes, and how they become mono floats from -1 to 1: channels are averaged. A
/// 16-bit mono sample survives the way through float unchanged.
///
/// Immutable.
///
/// @param bits 8 (unsigned), 16, 24, 32 (signed), or 32 or 64 when `isFloat`
record SampleFormat(int rate, int channels, int bits, boolean isFloat, boolean isBigEndian) {
    static final int RATE_MIN = 8_000;
    static final int RATE_MAX = 192_000;
    private static final int CHANNELS_MAX = 32;

    /// Why this product can't read such samples, empty when it can.
    String problem() {
        if (rate < RATE_MIN || rate > RATE_MAX) {
            return "sample rate " + rate + " Hz is outside 8000 to 192000";
        }
        if (channels < 1 || channels > CHANNELS_MAX) {
            return channels + " channels";
        }
        var known = isFloat ? bits == 32 || bits == 64 : bits >= 8 && bits <= 32 && bits % 8 == 0;
        return known ? "" : bits + "-bit " + (isFloat ? "float" : "integer") + " samples";
    }

    int frameBytes() {
        return channels * bits / 8;
    }

    /// Decodes `frames` sample frames from the start of `bytes`.
    void toMono(byte[] bytes, int frames, float[] mono) {
        var sampleBytes = bits / 8;
        var at = 0;
        for (var frame = 0; frame < frames; frame++) {
            var sum = 0.0;
            for (var channel = 0; channel < channels; channel++) {
                sum += sample(bytes, at);
                at += sampleBytes;
            }
            mono[frame] = (float) (sum / channels);
        }
    }

    private double sample(byte[] bytes, int at) {
        if (bits == 16) {
            // What nearly every microphone and file has.
            var low = bytes[isBigEndian ? at + 1 : at] & 0xff;
            return ((bytes[isBigEndian ? at : at + 1] << 8) | low) / 32768.0;
        }
        if (bits == 8) {
            return ((bytes[at] & 0xff) - 128) / 128.0;
        }
        var sampleBytes = bits / 8;
        var value = 0L;
        for (var i = 0; i < sampleBytes; i++) {
            value = (value << 8) | (bytes[isBigEndian ? at + i : at + sampleBytes - 1 - i] & 0xff);
        }
        if (isFloat) {
            var real =
                    bits == 32 ? Float.intBitsToFloat((int) value) : Double.longBitsToDouble(value);
            return Double.isFinite(real) ? real : 0;
        }
        var signed = (value << (64 - bits)) >> (64 - bits);
        return signed / (double) (1L << (bits - 1));
    }
}
