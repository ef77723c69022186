package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.util.Arrays;

/// Measures how a recording sounds, while it is read through once: level, clipping, noise, and how
/// much of it may be speech.
///
/// Confined to one thread.
public final class SoundCheck {
    private static final int FRAME = Audio.FRAME_SAMPLES;
    private static final int FULL = Short.MAX_VALUE - 1;

    /// As many samples on end at full scale are cut off; fewer are a loud moment.
    private static final int CLIPPED_RUN = 3;

    /// Above the noise, sound may be speech. As the recogniser's feed has it.
    private static final double MARGIN = 6;

    /// Half decibels above -120.
    private static final int BINS = 241;

    private final VoiceActivity activity = new VoiceActivity(MARGIN);
    private final short[] block = new short[VoiceActivity.BLOCK];
    private final long[] frames = new long[BINS];
    private int inBlock;
    private long samples;
    private long active;
    private double activePower;
    private long activeFrames;
    private int peak;
    private int run;
    private long clipped;

    public SoundCheck() {
        activity.start(0);
    }

    /// The samples that follow.
    public void hear(short[] pcm, int count) {
        for (var i = 0; i < count; i++) {
            sample(pcm[i]);
            block[inBlock++] = pcm[i];
            if (inBlock == block.length) {
                block();
            }
        }
        samples += count;
    }

    private void sample(short value) {
        var size = Math.abs((int) value);
        peak = Math.max(peak, size);
        run = size >= FULL ? run + 1 : 0;
        if (run == CLIPPED_RUN) {
            clipped += CLIPPED_RUN;
        } else if (run > CLIPPED_RUN) {
            clipped++;
        }
    }

    private void block() {
        var isActive = activity.judge(block, inBlock) != VoiceActivity.Sound.SILENCE;
        active += isActive ? inBlock : 0;
        for (var at = 0; at + FRAME <= inBlock; at += FRAME) {
            var power = power(at);
            frames[bin(power)]++;
            if (isActive) {
                activePower += power;
                activeFrames++;
            }
        }
        inBlock = 0;
    }

    private double power(int from) {
        var sum = 0.0;
        for (var i = from; i < from + FRAME; i++) {
            sum += (double) block[i] * block[i];
        }
        return sum / FRAME / Loudness.FULL_SCALE;
    }

    /// What was heard so far, as a whole.
    ///
    /// @param isIncomplete whether the recording could not be read to its end
    public SoundQuality quality(boolean isIncomplete) {
        if (inBlock > 0) {
            block();
        }
        var total = Math.max(1, samples);
        return SoundQuality.judged(
                rounded(samples / (double) Audio.SAMPLE_RATE),
                activeFrames == 0 ? -120 : rounded(Loudness.decibels(activePower / activeFrames)),
                rounded(Loudness.decibels(Math.pow(peak / 32768.0, 2))),
                noise(),
                rounded(100.0 * clipped / total),
                hasSound() ? rounded(100.0 * active / total) : 0,
                isIncomplete);
    }

    /// A line without a microphone is "active" in its first seconds, when nothing is known of it.
    private boolean hasSound() {
        return peak > 0 && Loudness.decibels(Math.pow(peak / 32768.0, 2)) > Loudness.NOTHING;
    }

    private double noise() {
        var all = Arrays.stream(frames).sum();
        var bin = 0;
        for (var seen = frames[0]; seen <= all / 10 && bin < BINS - 1; ) {
            seen += frames[++bin];
        }
        return bin / 2.0 - 120;
    }

    private static int bin(double power) {
        return Math.clamp(Math.round(2 * (Loudness.decibels(power) + 120)), 0, BINS - 1);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
