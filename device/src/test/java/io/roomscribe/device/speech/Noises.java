package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import java.time.Duration;
import java.util.Random;

/// What a meeting room sounds like when nobody speaks, generated: the same seed gives the same
/// samples. Levels are root mean squares in dBFS, of clicks and tones while they sound.
enum Noises {
    QUIET_ROOM {
        @Override
        double[] make(int samples, Random random) {
            return ventilator(samples, random, 0.95, 0);
        }
    },
    WHITE_NOISE {
        @Override
        double[] make(int samples, Random random) {
            var made = new double[samples];
            for (var i = 0; i < samples; i++) {
                made[i] = random.nextGaussian();
            }
            return made;
        }
    },
    VENTILATION {
        @Override
        double[] make(int samples, Random random) {
            return ventilator(samples, random, 0.98, 0.4);
        }
    },
    KEYBOARD {
        @Override
        double[] make(int samples, Random random) {
            var made = new double[samples];
            for (var at = 0; at < samples; at += strokePause(random)) {
                click(made, at, 900 + random.nextInt(2500), random.nextDouble(0.5, 1.2), random);
                // The key comes up again.
                var up = at + Audio.SAMPLE_RATE / 1000 * (60 + random.nextInt(50));
                click(made, up, 1500 + random.nextInt(3000), random.nextDouble(0.2, 0.5), random);
            }
            return made;
        }
    },
    MUSIC {
        @Override
        double[] make(int samples, Random random) {
            var made = new double[samples];
            for (var at = 0; at < samples; ) {
                var length = Audio.SAMPLE_RATE / 8 * (1 + random.nextInt(6));
                var root = 110 * Math.pow(2, random.nextInt(24) / 12.0);
                for (var third : new double[] {1, 1.26, 1.5}) {
                    tone(made, at, length, root * third);
                }
                at += length;
            }
            return made;
        }
    };

    abstract double[] make(int samples, Random random);

    /// @param dbfs level of the loud tenth of it
    short[] samples(Duration length, double dbfs, long seed) {
        var made = make((int) Audio.samples(length), new Random(seed));
        var power = loudPower(made);
        var factor = 32767 * Math.pow(10, dbfs / 20) / Math.sqrt(power);
        // No room is digitally silent between the strokes.
        var floor = new Random(seed + 1);
        var samples = new short[made.length];
        for (var i = 0; i < made.length; i++) {
            samples[i] =
                    (short)
                            Math.clamp(
                                    Math.round(made[i] * factor + floor.nextGaussian() * 6),
                                    -32768,
                                    32767);
        }
        return samples;
    }

    /// Mean power of the loudest tenth of the 10 ms stretches.
    private static double loudPower(double[] made) {
        var window = Audio.SAMPLE_RATE / 100;
        var powers = new double[made.length / window];
        for (var i = 0; i < powers.length * window; i++) {
            powers[i / window] += made[i] * made[i] / window;
        }
        java.util.Arrays.sort(powers);
        var from = powers.length * 9 / 10;
        var sum = 0.0;
        for (var i = from; i < powers.length; i++) {
            sum += powers[i];
        }
        return sum / (powers.length - from);
    }

    private static double[] ventilator(int samples, Random random, double pole, double hum) {
        var made = new double[samples];
        var low = 0.0;
        for (var i = 0; i < samples; i++) {
            low = pole * low + random.nextGaussian();
            var seconds = i / (double) Audio.SAMPLE_RATE;
            var swell = 1 + 0.15 * Math.sin(2 * Math.PI * 0.7 * seconds);
            made[i] =
                    swell * (low * (1 - pole) * 6 + random.nextGaussian() * 0.3)
                            + hum * Math.sin(2 * Math.PI * 100 * seconds)
                            + hum / 2 * Math.sin(2 * Math.PI * 150 * seconds);
        }
        return made;
    }

    private static int strokePause(Random random) {
        var millis = random.nextInt(8) == 0 ? 800 : 90 + random.nextInt(160);
        return Audio.SAMPLE_RATE / 1000 * millis;
    }

    /// A knock that rings for some milliseconds.
    private static void click(double[] into, int at, double hertz, double size, Random random) {
        for (var i = 0; i < Audio.SAMPLE_RATE / 40 && at + i < into.length; i++) {
            var fade = size * Math.exp(-i / (Audio.SAMPLE_RATE * 0.004));
            into[at + i] +=
                    fade
                            * (Math.sin(2 * Math.PI * hertz * i / Audio.SAMPLE_RATE)
                                    + random.nextGaussian());
        }
    }

    /// A plucked tone with five overtones.
    private static void tone(double[] into, int at, int length, double hertz) {
        for (var i = 0; i < length && at + i < into.length; i++) {
            var seconds = i / (double) Audio.SAMPLE_RATE;
            var fade = Math.min(1, seconds * 50) * Math.exp(-seconds * 2);
            for (var overtone = 1; overtone <= 5; overtone++) {
                into[at + i] +=
                        fade / overtone * Math.sin(2 * Math.PI * hertz * overtone * seconds);
            }
        }
    }
}
