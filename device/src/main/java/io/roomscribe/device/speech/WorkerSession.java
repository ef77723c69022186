package io.roomscribe.device.speech;

import io.roomscribe.device.speech.SpeechEngine.Heard;
import io.roomscribe.device.speech.SpeechEngine.HeardWord;
import io.roomscribe.device.speech.WorkerAnswer.SpokenWord;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Does in the worker what the device asks: drives the engine, turns its seconds into the
/// recording's sample positions, cuts utterances that are too long, and says how far everything is
/// settled. Silence after an utterance it keeps from the engine until somebody speaks again.
///
/// Wherever something is settled a new engine begins, at exactly that sample and in blocks of 200
/// ms from there. So what is heard depends on the audio after the settled sample and on nothing
/// else, and a worker that takes over after a crash writes the same text, word for word, that the
/// dead one would have written. Measured on the demo's meeting: the word error rate is that of one
/// engine for the whole recording.
///
/// Confined to the worker's main thread.
final class WorkerSession implements WorkerRequests {
    /// 200 ms: measured, blocks of 100 ms take a tenth more of the processor.
    static final int BLOCK = Audio.SAMPLE_RATE / 5;

    private static final int BLOCK_BYTES = BLOCK * Audio.BYTES_PER_SAMPLE;

    /// Silence that a new engine gets before the next word. Vosk ends an utterance after 0.5 s of
    /// it at the earliest, so half of that is certainly silent.
    private static final long SILENCE_AFTER = Audio.SAMPLE_RATE / 4;

    /// What the decoder may not have looked at yet when it says that there was nothing, or nothing
    /// more.
    private static final long LOOK_AHEAD = Audio.SAMPLE_RATE * 6L / 10;

    /// A word shows about this long after it began.
    private static final long PARTIAL_DELAY = Audio.SAMPLE_RATE * 6L / 10;

    private static final long QUIET = 2L * Audio.SAMPLE_RATE;

    private final SpeechEngine.Factory engines;
    private final UtteranceCap cap;
    private final Answers answers;
    private final PendingAudio pending = new PendingAudio();
    private final byte[] block = new byte[BLOCK_BYTES];
    private @Nullable SpeechEngine engine;
    private RecordingId recording = new RecordingId(0);
    private int sampleRate = Audio.SAMPLE_RATE;
    private boolean isWaiting;
    private long settled;
    private long fed;
    private long lastSpeech;
    private long utteranceStart = -1;
    private String lastPartial = "";

    /// Where answers go.
    @FunctionalInterface
    interface Answers {
        void answer(WorkerAnswer answer) throws IOException;
    }

    WorkerSession(SpeechEngine.Factory engines, Duration utteranceMax, Answers answers) {
        this.engines = engines;
        this.cap = new UtteranceCap(Audio.samples(utteranceMax));
        this.answers = answers;
    }

    @Override
    public void start(RecordingId recording, long firstSample, int sampleRate) throws IOException {
        this.recording = recording;
        if (engine != null && sampleRate != this.sampleRate) {
            engine.close();
            engine = null;
        }
        this.sampleRate = sampleRate;
        lastSpeech = firstSample;
        pending.start(firstSample);
        beginAt(firstSample);
        isWaiting = true;
        answers.answer(new WorkerAnswer.Started(recording, firstSample));
    }

    /// Everything before `sample` is settled; what comes after it is heard anew.
    private void beginAt(long sample) {
        if (engine == null) {
            engine = engines.open(sampleRate);
        } else {
            engine.restart();
        }
        settled = sample;
        fed = sample;
        pending.forgetBefore(sample);
        utteranceStart = -1;
        lastPartial = "";
        cap.reset();
    }

    /// Everything before `sample` is settled, and after it nothing is heard before somebody speaks.
    private void waitAt(long sample) {
        beginAt(sample);
        isWaiting = true;
        listen();
    }

    /// Begins when somebody speaks: at the pre-roll before it.
    private void listen() {
        var speech = pending.speechStart();
        var from = Math.max(settled, speech.orElse(pending.end()) - SpeechFeed.PRE_ROLL);
        if (speech.isPresent()) {
            isWaiting = false;
            beginAt(from);
        } else {
            settled = from;
            fed = from;
            pending.forgetBefore(from);
        }
    }

    @Override
    public void audio(long position, byte[] pcm, int length, boolean maybeSpeech)
            throws IOException {
        if (engine == null || position != pending.end()) {
            throw new ProtocolException(
                    "audio at %d, expected at %d".formatted(position, pending.end()));
        }
        pending.add(pcm, length, maybeSpeech);
        if (isWaiting) {
            listen();
        }
        while (!isWaiting && pending.end() - fed >= BLOCK) {
            pending.copy(fed, block, BLOCK_BYTES);
            hear(BLOCK_BYTES);
        }
        var isQuiet = lastPartial.isEmpty() && fed - lastSpeech >= QUIET;
        answers.answer(new WorkerAnswer.Progress(recording, pending.end(), settled, isQuiet));
    }

    private void hear(int length) throws IOException {
        var cut = utteranceStart < 0 ? -1 : cap.cut(fed - utteranceStart, block, length);
        if (cut >= 0) {
            feed(cut);
            flush();
            return;
        }
        if (!feed(length)) {
            partial();
            return;
        }
        var heard = engine().result();
        var isSilence = heard.words().isEmpty();
        if (isSilence) {
            withdraw();
        }
        // The silence that ended it need not be heard again but for what the decoder has not seen:
        // a new word may begin there. Measured: begun right after the word, an hour is 1.15 hours.
        var from = fed - LOOK_AHEAD;
        var to = isSilence ? from : Math.min(fed, Math.max(from, tell(heard) + SILENCE_AFTER));
        waitAt(Math.max(settled + 1, to));
    }

    private boolean feed(int length) {
        if (length == 0) {
            return false;
        }
        var isComplete = engine().accept(block, 0, length);
        fed += length / Audio.BYTES_PER_SAMPLE;
        return isComplete;
    }

    /// Gets everything out of the engine; what follows has nothing to do with it.
    private void flush() throws IOException {
        var heard = engine().finish();
        if (heard.words().isEmpty()) {
            withdraw();
        } else {
            tell(heard);
        }
        beginAt(fed);
    }

    private void partial() throws IOException {
        var text = engine().partial();
        if (text.isEmpty()) {
            withdraw();
        } else {
            lastSpeech = fed;
            if (utteranceStart < 0) {
                utteranceStart = Math.max(settled, fed - PARTIAL_DELAY);
            }
            if (!text.equals(lastPartial)) {
                answers.answer(new WorkerAnswer.Partial(recording, utteranceStart, fed, text));
            }
        }
        lastPartial = text;
    }

    /// The last guess came to nothing.
    private void withdraw() throws IOException {
        if (!lastPartial.isEmpty()) {
            answers.answer(new WorkerAnswer.Partial(recording, utteranceStart, fed, ""));
            lastPartial = "";
        }
    }

    /// Answers a result's words and says where the last one ends.
    private long tell(Heard heard) throws IOException {
        var words = heard.words().stream().map(this::spoken).toList();
        answers.answer(new WorkerAnswer.Utterance(recording, words, heard.speaker()));
        lastSpeech = fed;
        return words.getLast().endSample();
    }

    /// Vosk's last word may end a few frames after the audio.
    private SpokenWord spoken(HeardWord word) {
        var first = Math.clamp(sample(word.startSeconds()), settled, fed);
        return new SpokenWord(
                word.text(),
                first,
                Math.clamp(sample(word.endSeconds()), first, fed),
                Math.clamp(word.confidence(), 0.0, 1.0));
    }

    private long sample(double seconds) {
        return settled + Math.round(seconds * sampleRate);
    }

    @Override
    public void finish() throws IOException {
        if (engine != null && !isWaiting) {
            var rest = (int) (pending.end() - fed) * Audio.BYTES_PER_SAMPLE;
            pending.copy(fed, block, rest);
            feed(rest);
            flush();
        }
        answers.answer(new WorkerAnswer.Finished(recording, pending.end()));
    }

    @Override
    public void ping(long token) throws IOException {
        answers.answer(new WorkerAnswer.Pong(token));
    }

    private SpeechEngine engine() {
        var open = engine;
        if (open == null) {
            throw new IllegalStateException("no recording was started");
        }
        return open;
    }
}
