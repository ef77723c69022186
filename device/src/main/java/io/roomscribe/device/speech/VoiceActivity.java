package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import java.util.Arrays;

/// Tells where somebody may be speaking, so that the recogniser need not listen to the rest: where
/// 80 ms on end are louder than the room's noise floor by a margin, and for a second after. Clicks
/// are shorter; ventilation, however loud, is the floor after some seconds.
///
/// It is a pure function of the twelve seconds of audio before: whoever begins anywhere in a
/// recording, having heard [#HISTORY] blocks before, decides as one that heard all of it, so that a
/// worker that takes over writes the same text.
///
/// Confined to one thread.
final class VoiceActivity {
    /// Samples of a block; blocks begin at the multiples of it, counted from the recording's start.
    static final int BLOCK = Audio.SAMPLE_RATE / 5;

    /// Blocks to hear before the first that is to be judged.
    static final int HISTORY = 63;

    private static final int FRAMES = 10;
    private static final int FRAME = BLOCK / FRAMES;

    /// Frames that the noise floor is taken from: ten seconds, in which even a lecturer breathes.
    private static final int WINDOW = 500;

    /// The floor is what one frame in ten stays under.
    private static final int FLOOR_SHARE = 10;

    /// A vowel lasts longer, a key stroke does not.
    private static final int RUN = 4;

    /// Going on asks for less than beginning.
    private static final int RUN_GOING_ON = 3;

    /// 1.2 s. Vosk ends an utterance by itself after 0.5 to 1 s of silence: mostly, that comes
    /// first. Longer than the pre-roll, which may begin in it.
    private static final int HANGOVER = 60;

    /// Nothing is known of the room yet.
    private static final int BEGINNING = 100;

    private static final int BINS = 241;

    /// What a block may hold.
    enum Sound {
        /// Somebody may be speaking in it.
        SPEECH,
        /// Nobody speaks in it; somebody did less than [#HANGOVER] ago.
        PAUSE,
        /// Nobody speaks, nor did lately.
        SILENCE
    }

    private final double margin;
    private final int[] ring = new int[WINDOW];
    private final int[] histogram = new int[BINS];
    private long frames;
    private int run;
    private long lastVoice;
    private double previous;

    /// @param margin decibels above the noise floor; 0: everything may be speech
    VoiceActivity(double margin) {
        this.margin = margin;
    }

    /// Begins afresh at a block, with nothing heard before.
    ///
    /// @param block number of the first block that comes
    void start(long block) {
        frames = block * FRAMES;
        run = 0;
        lastVoice = Long.MIN_VALUE / 2;
        previous = 0;
        Arrays.fill(histogram, 0);
        Arrays.fill(ring, -1);
    }

    /// The next block; the recording's last may be shorter.
    ///
    /// @param count samples that count
    Sound judge(short[] samples, int count) {
        var before = frames;
        for (var at = 0; at < count; at += FRAME) {
            frame(samples, at, Math.min(FRAME, count - at));
        }
        if (margin == 0 || frames <= BEGINNING || lastVoice > before) {
            return Sound.SPEECH;
        }
        return frames - lastVoice <= HANGOVER ? Sound.PAUSE : Sound.SILENCE;
    }

    private void frame(short[] samples, int from, int count) {
        var bin = bin(level(samples, from, count));
        var slot = (int) (frames % WINDOW);
        if (ring[slot] >= 0) {
            histogram[ring[slot]]--;
        }
        ring[slot] = bin;
        histogram[bin]++;
        frames++;
        run = bin > threshold() ? run + 1 : 0;
        var isGoingOn = frames - lastVoice <= HANGOVER;
        if (run >= (isGoingOn ? RUN_GOING_ON : RUN)) {
            lastVoice = frames;
        }
    }

    /// Half decibels above -120.
    private double threshold() {
        return Math.max(bin(Loudness.NOTHING), floor() + 2 * margin);
    }

    private int floor() {
        var wanted = Math.min(frames, WINDOW) / FLOOR_SHARE;
        var bin = 0;
        for (var seen = histogram[0]; seen <= wanted && bin < BINS - 1; ) {
            seen += histogram[++bin];
        }
        return bin;
    }

    private static int bin(double decibels) {
        return Math.clamp(Math.round(2 * (decibels + 120)), 0, BINS - 1);
    }

    /// Without what lies below 150 Hz: hum and rumble carry far and say nothing.
    private double level(short[] samples, int from, int count) {
        var sum = 0.0;
        for (var i = from; i < from + count; i++) {
            var now = samples[i];
            sum += (now - previous) * (now - previous);
            previous = now;
        }
        return Loudness.decibels(sum / count / Loudness.FULL_SCALE);
    }
}
