package io.roomscribe.device.speech;

import io.roomscribe.device.speech.WorkerAnswer.SpokenWord;
import io.roomscribe.protocol.Audio;

/// Tells words that the model hears in noise from words that somebody said. Anything in doubt
/// passes: better a wrong word in the transcript than a right one missing. Held back are:
///
/// - one or two words, of which the model is not sure, that are no louder than the room or far too
///   short to be said. Measured with the bundled model on quiet rooms, ventilation and keyboards:
///   every such word stood alone, with a confidence of 0.14 to 0.54, most of them shorter than 60
///   ms;
/// - few different words in sound that is one steady tone after the other: the model hears "oh" and
///   "older" in music and is sure of it.
///
/// A pure function of the recording and the utterance. Confined to one thread.
final class NoiseGate {
    private static final int WORDS_MAX = 2;
    private static final double CONFIDENCE_MAX = 0.65;
    private static final long WORD_MIN = Audio.SAMPLE_RATE * 12L / 100;

    /// Different words in a second of speech; music gets fewer.
    private static final double RATE_MIN = 2;

    private final RecordedSpeech recording;
    private final double marginDecibels;

    /// @param marginDecibels above the noise floor; 0: nothing is held back
    NoiseGate(RecordedSpeech recording, double marginDecibels) {
        this.recording = recording;
        this.marginDecibels = marginDecibels;
    }

    boolean isNoise(WorkerAnswer.Utterance heard) throws InterruptedException {
        var isShort = heard.words().size() <= WORDS_MAX;
        if (marginDecibels == 0 || !(isShort || isSlow(heard))) {
            return false;
        }
        var sound = UtteranceSound.of(recording, heard.firstSample(), heard.endSample());
        return (isShort && isUnsure(heard) && (isBrief(heard) || sound.isQuiet(marginDecibels)))
                || sound.isSteadyTone();
    }

    private static boolean isSlow(WorkerAnswer.Utterance heard) {
        var seconds = (heard.endSample() - heard.firstSample()) / (double) Audio.SAMPLE_RATE;
        return heard.words().stream().map(SpokenWord::text).distinct().count() < RATE_MIN * seconds;
    }

    private static boolean isUnsure(WorkerAnswer.Utterance heard) {
        return heard.words().stream().mapToDouble(SpokenWord::confidence).average().orElse(0)
                < CONFIDENCE_MAX;
    }

    private static boolean isBrief(WorkerAnswer.Utterance heard) {
        return heard.words().stream()
                .allMatch(word -> word.endSample() - word.firstSample() < WORD_MIN);
    }
}
