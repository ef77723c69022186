package io.roomscribe.device.capture;

import io.roomscribe.protocol.Audio;
import java.util.Arrays;

/// Turns mono samples of any rate into 16 kHz: a polyphase windowed-sinc low-pass, streaming,
/// without delay, its output as long as its input to the sample. It exists because `javax.sound`
/// converts without any anti-alias filter: a 9 kHz tone comes out as 7 kHz at full strength.
///
/// Flat to 0.8 of the lower Nyquist frequency (6.4 kHz from 44.1 or 48 kHz), 95 dB down above it.
/// Samples are floats from -1 to 1. Confined to one thread.
final class Resampler {
    /// Stop-band attenuation that the Kaiser window is made for.
    private static final double ATTENUATION_DB = 95;

    /// Where the transition begins, as a part of the lower Nyquist frequency; it ends at 1.
    private static final double PASS_EDGE = 0.8;

    private final int up;
    private final int down;
    private final int taps;
    private final float[] coefficients;

    /// Input not yet fully used; index 0 is input sample number `first`.
    private float[] history;

    private int filled;
    private long first;
    private long accepted;
    private long produced;
    private boolean finished;

    Resampler(int inputRate) {
        var divisor = greatestCommonDivisor(inputRate, Audio.SAMPLE_RATE);
        this.up = Audio.SAMPLE_RATE / divisor;
        this.down = inputRate / divisor;
        var nyquist = Math.min(inputRate, Audio.SAMPLE_RATE) / 2.0;
        var transition = 2 * Math.PI * nyquist * (1 - PASS_EDGE) / inputRate;
        // Kaiser's formula for the filter's length, made even so that it has a middle.
        this.taps = ((int) Math.ceil((ATTENUATION_DB - 8) / (2.285 * transition)) + 2) / 2 * 2;
        var cutoff = nyquist * (1 + PASS_EDGE) / 2 / inputRate;
        this.coefficients = isIdentity() ? new float[0] : design(up, taps, cutoff);
        // As if silence had come before.
        this.first = 1L - taps / 2;
        this.filled = taps / 2 - 1;
        this.history = new float[4 * taps + 4096];
    }

    private boolean isIdentity() {
        return up == 1 && down == 1;
    }

    /// Takes `count` samples.
    void accept(float[] samples, int count) {
        ensureRoom(count);
        System.arraycopy(samples, 0, history, filled, count);
        filled += count;
        accepted += count;
    }

    /// Says that no more samples will come, so that the last ones can be computed.
    void finish() {
        if (!finished) {
            finished = true;
            ensureRoom(taps);
            Arrays.fill(history, filled, filled + taps, 0f);
            filled += taps;
        }
    }

    /// Writes what can be computed so far, up to `length` samples.
    ///
    /// @return how many were written
    int produce(short[] into, int offset, int length) {
        if (isIdentity()) {
            return pass(into, offset, length);
        }
        var end = lengthSoFar();
        var count = 0;
        while (count < length && produced < end) {
            var position = produced * down;
            var input = Math.floorDiv(position, up);
            // The window reaches from input - taps/2 + 1 to input + taps/2.
            if (input + taps / 2 >= first + filled) {
                break;
            }
            into[offset + count++] = toShort(output(input, (int) (position - input * up)));
            produced++;
        }
        discardUsed();
        return count;
    }

    /// What is at 16 kHz already.
    private int pass(short[] into, int offset, int length) {
        var count = (int) Math.min(length, accepted - produced);
        var from = (int) (produced - first);
        for (var i = 0; i < count; i++) {
            into[offset + i] = toShort(history[from + i]);
        }
        produced += count;
        discardUsed();
        return count;
    }

    /// Output samples that the accepted input amounts to, rounded up.
    private long lengthSoFar() {
        return Math.ceilDiv(accepted * up, (long) down);
    }

    private float output(long input, int phase) {
        var from = (int) (input - taps / 2 + 1 - first);
        var row = phase * taps;
        var sum = 0f;
        for (var k = 0; k < taps; k++) {
            sum += history[from + k] * coefficients[row + k];
        }
        return sum;
    }

    private void discardUsed() {
        var next = Math.floorDiv(produced * down, up) - taps / 2 + 1;
        var unused = (int) Math.min(next - first, filled);
        if (unused > history.length / 2) {
            System.arraycopy(history, unused, history, 0, filled - unused);
            filled -= unused;
            first += unused;
        }
    }

    private void ensureRoom(int count) {
        if (filled + count > history.length) {
            history = Arrays.copyOf(history, Math.max(history.length * 2, filled + count));
        }
    }

    /// One row of coefficients for each of the `up` positions between two input samples.
    private static float[] design(int up, int taps, double cutoff) {
        var beta = 0.1102 * (ATTENUATION_DB - 8.7);
        var half = taps / 2.0;
        var all = new float[up * taps];
        var row = new double[taps];
        for (var phase = 0; phase < up; phase++) {
            var sum = 0.0;
            for (var k = 0; k < taps; k++) {
                var distance = k - half + 1 - (double) phase / up;
                var edge = Math.min(1, Math.abs(distance / half));
                row[k] = sinc(2 * cutoff * distance) * bessel0(beta * Math.sqrt(1 - edge * edge));
                sum += row[k];
            }
            for (var k = 0; k < taps; k++) {
                all[phase * taps + k] = (float) (row[k] / sum);
            }
        }
        return all;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /// The modified Bessel function of order 0, by its power series.
    private static double bessel0(double x) {
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; term > sum * 1e-17; k++) {
            term *= (x / 2 / k) * (x / 2 / k);
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    static short toShort(float sample) {
        var scaled = Math.round(sample * 32768f);
        return (short) Math.clamp(scaled, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
