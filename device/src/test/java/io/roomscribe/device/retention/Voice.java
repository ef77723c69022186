package io.roomscribe.device.retention;

import io.roomscribe.protocol.Audio;
import java.util.Random;

/// Something with a voice's spectrum and rhythm, always the same.
final class Voice {
    private static final int PERIOD = 10 * Audio.SAMPLE_RATE;

    private Voice() {}

    static short[] like(int samples) {
        var random = new Random(42);
        var voice = new short[samples];
        var noise = 0.0;
        for (var i = 0; i < Math.min(samples, PERIOD); i++) {
            var t = i / (double) Audio.SAMPLE_RATE;
            var pitch = 120 + 20 * Math.sin(2 * Math.PI * 0.7 * t);
            var loud = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t);
            noise = 0.9 * noise + 0.1 * random.nextGaussian();
            var sum = noise * 0.3;
            for (var k = 1; k < 12; k++) {
                sum += Math.sin(2 * Math.PI * pitch * k * t) / k;
            }
            voice[i] = (short) (6000 * loud * sum);
        }
        for (var i = PERIOD; i < samples; i++) {
            voice[i] = voice[i - PERIOD];
        }
        return voice;
    }

    /// @param lag by how many samples `b` is late
    static double correlation(short[] a, short[] b, int lag) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (var i = 10; i + 10 < Math.min(a.length, b.length); i++) {
            double x = a[i];
            double y = b[i + lag];
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return ab / Math.sqrt(aa * bb);
    }
}
