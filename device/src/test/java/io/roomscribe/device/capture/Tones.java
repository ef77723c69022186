package io.roomscribe.device.capture;

/// Test signals and what is heard in them.
public final class Tones {
    private Tones() {}

    public static float[] sine(int rate, double hertz, double amplitude, int samples) {
        var sine = new float[samples];
        for (var i = 0; i < samples; i++) {
            sine[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return sine;
    }

    /// Mean power, 0 is a full-scale square wave.
    public static double dbfs(short[] samples) {
        var squares = 0.0;
        for (var sample : samples) {
            squares += (double) sample * sample;
        }
        return 20 * Math.log10(Math.sqrt(squares / samples.length) / 32_768 + 1e-9);
    }

    /// Of a pure tone at 16 kHz, by its rising zero crossings.
    public static double frequency(short[] samples) {
        var first = -1.0;
        var last = 0.0;
        var crossings = 0;
        for (var i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                var at = i - (double) samples[i] / (samples[i] - samples[i - 1]);
                if (first < 0) {
                    first = at;
                } else {
                    crossings++;
                    last = at;
                }
            }
        }
        return crossings * 16_000.0 / (last - first);
    }
}
