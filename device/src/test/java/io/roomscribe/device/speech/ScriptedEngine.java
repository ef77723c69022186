package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import java.util.ArrayList;
import java.util.List;

/// Hears what the samples spell: a stretch of equal samples `v` from 100 on is the word `w<v>`, and
/// half a second of anything below ends the utterance. Five seconds of that are a silent result.
final class ScriptedEngine implements SpeechEngine {
    private static final int SILENCE = Audio.SAMPLE_RATE / 2;
    private static final int LONG_SILENCE = 5 * Audio.SAMPLE_RATE;

    private final List<HeardWord> words = new ArrayList<>();
    private long position;
    private long silentSince;
    private long wordSince;
    private short sounding;

    @Override
    public boolean accept(byte[] pcm, int offset, int length) {
        for (var i = offset; i < offset + length; i += 2) {
            sample((short) ((pcm[i] & 0xff) | (pcm[i + 1] << 8)));
        }
        var silent = sounding == 0 ? position - silentSince : 0;
        return silent >= (words.isEmpty() ? LONG_SILENCE : SILENCE);
    }

    private void sample(short value) {
        short sound = value >= 100 ? value : 0;
        if (sound != sounding) {
            endWord();
            wordSince = position;
            silentSince = position;
            sounding = sound;
        }
        position++;
    }

    private void endWord() {
        if (sounding != 0) {
            words.add(new HeardWord("w" + sounding, seconds(wordSince), seconds(position), 0.9));
        }
    }

    private static double seconds(long sample) {
        return sample / (double) Audio.SAMPLE_RATE;
    }

    @Override
    public Heard result() {
        var heard = new Heard(words, List.of());
        words.clear();
        silentSince = position;
        return heard;
    }

    @Override
    public String partial() {
        var all = new ArrayList<>(words.stream().map(HeardWord::text).toList());
        if (sounding != 0) {
            all.add("w" + sounding);
        }
        return String.join(" ", all);
    }

    @Override
    public Heard finish() {
        endWord();
        sounding = 0;
        return result();
    }

    @Override
    public void restart() {
        words.clear();
        position = 0;
        silentSince = 0;
        wordSince = 0;
        sounding = 0;
    }

    @Override
    public void close() {}

    /// Samples that spell these words, each of 300 ms, with a pause of a second after every fifth.
    static short[] speech(int firstWord, int count) {
        var word = Audio.SAMPLE_RATE * 3 / 10;
        var pause = Audio.SAMPLE_RATE;
        var samples = new short[count * word + (count + 4) / 5 * pause];
        var at = 0;
        for (var i = 0; i < count; i++) {
            java.util.Arrays.fill(samples, at, at + word, (short) (firstWord + i));
            at += word;
            if (i % 5 == 4) {
                at += pause;
            }
        }
        return samples;
    }

    static List<String> words(int firstWord, int count) {
        return java.util.stream.IntStream.range(firstWord, firstWord + count)
                .mapToObj(i -> "w" + i)
                .toList();
    }
}
