package io.roomscribe.device.speech;

import java.util.List;

/// A streaming recogniser. Times are seconds of audio since it was opened or restarted. Confined to
/// one thread.
interface SpeechEngine extends AutoCloseable {

    /// Takes 16-bit little-endian samples in; true when an utterance is complete and [#result()]
    /// has it. Audio after the utterance stays in the engine.
    boolean accept(byte[] pcm, int offset, int length);

    Heard result();

    /// What the audio since the last result says so far; may be empty.
    String partial();

    /// Everything that was taken in, to the last sample, as a result. Restart it before it goes on.
    Heard finish();

    /// Forgets all audio: what follows is heard as by a new engine, without the cost of one.
    void restart();

    @Override
    void close();

    /// @param words may be empty: silence
    /// @param speaker empty when there is none
    record Heard(List<HeardWord> words, List<Float> speaker) {
        static final Heard NOTHING = new Heard(List.of(), List.of());

        public Heard {
            words = List.copyOf(words);
            speaker = List.copyOf(speaker);
        }
    }

    record HeardWord(String text, double startSeconds, double endSeconds, double confidence) {}

    /// Opens engines on a loaded model.
    @FunctionalInterface
    interface Factory {
        SpeechEngine open(int sampleRate);
    }
}
