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
/// settled. What it answers depends on the audio from the start on and on nothing else.
///
/// Confined to the worker's main thread.
final class WorkerSession implements WorkerRequests {
    /// Silence that a new engine gets before the next word. Vosk ends an utterance after 0.5 s of
    /// it at the earliest, so half of that is certainly silent.
    private static final long SILENCE_AFTER = Audio.SAMPLE_RATE / 4;

    /// What the decoder may not have looked at yet when it says that there was nothing.
    private static final long LOOK_AHEAD = Audio.SAMPLE_RATE;

    /// A word shows about this long after it began.
    private static final long PARTIAL_DELAY = Audio.SAMPLE_RATE * 6L / 10;

    private static final long QUIET = 2L * Audio.SAMPLE_RATE;

    /// Vosk counts an engine's age in seconds as a 32-bit float: after an hour that is still exact
    /// to 0.2 ms, after a week to 0.1 s.
    static final long ENGINE_AGE_MAX = Audio.samples(Duration.ofHours(1));

    private final SpeechEngine.Factory engines;
    private final UtteranceCap cap;
    private final Answers answers;
    private @Nullable SpeechEngine engine;
    private RecordingId recording = new RecordingId(0);
    private int sampleRate = Audio.SAMPLE_RATE;
    private long base;
    private long position;
    private long settled;
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
        this.sampleRate = sampleRate;
        position = firstSample;
        settled = firstSample;
        lastSpeech = firstSample;
        open();
        answers.answer(new WorkerAnswer.Started(recording, firstSample));
    }

    private void open() {
        var old = engine;
        if (old != null) {
            old.close();
        }
        engine = engines.open(sampleRate);
        base = position;
        forget();
    }

    private void forget() {
        utteranceStart = -1;
        lastPartial = "";
        cap.reset();
    }

    @Override
    public void audio(long position, byte[] pcm, int length) throws IOException {
        if (engine == null || position != this.position) {
            throw new ProtocolException(
                    "audio at %d, expected at %d".formatted(position, this.position));
        }
        var cut = utteranceStart < 0 ? -1 : cap.cut(position - utteranceStart, pcm, length);
        if (cut < 0) {
            feed(pcm, 0, length);
        } else {
            feed(pcm, 0, cut);
            flush();
            feed(pcm, cut, length - cut);
        }
        var isQuiet = lastPartial.isEmpty() && this.position - lastSpeech >= QUIET;
        if (isQuiet && this.position - base >= ENGINE_AGE_MAX) {
            flush();
        }
        answers.answer(new WorkerAnswer.Progress(recording, this.position, settled, isQuiet));
    }

    private void feed(byte[] pcm, int offset, int length) throws IOException {
        if (length <= 0) {
            return;
        }
        var isComplete = engine().accept(pcm, offset, length);
        position += length / Audio.BYTES_PER_SAMPLE;
        if (isComplete) {
            var heard = engine().result();
            tell(heard, position);
            if (heard.words().isEmpty()) {
                settle(position - LOOK_AHEAD);
            }
            forget();
        } else {
            partial();
        }
    }

    private void partial() throws IOException {
        var text = engine().partial();
        if (text.isEmpty()) {
            lastPartial = "";
            return;
        }
        lastSpeech = position;
        if (utteranceStart < 0) {
            utteranceStart = Math.max(settled, position - PARTIAL_DELAY);
        }
        if (!text.equals(lastPartial)) {
            lastPartial = text;
            answers.answer(new WorkerAnswer.Partial(recording, utteranceStart, position, text));
        }
    }

    /// Answers a result's words, and settles behind them.
    private void tell(Heard heard, long end) throws IOException {
        if (heard.words().isEmpty()) {
            return;
        }
        var words = heard.words().stream().map(word -> spoken(word, end)).toList();
        answers.answer(new WorkerAnswer.Utterance(recording, words, heard.speaker()));
        settle(Math.min(end, words.getLast().endSample() + SILENCE_AFTER));
        lastSpeech = position;
    }

    /// Vosk's last word may end a few frames after the audio, its first begin a few before.
    private SpokenWord spoken(HeardWord word, long end) {
        var first = Math.clamp(sample(word.startSeconds()), settled, end);
        return new SpokenWord(
                word.text(),
                first,
                Math.clamp(sample(word.endSeconds()), first, end),
                Math.clamp(word.confidence(), 0.0, 1.0));
    }

    private long sample(double seconds) {
        return base + Math.round(seconds * sampleRate);
    }

    private void settle(long sample) {
        settled = Math.max(settled, sample);
    }

    /// Gets everything out of the engine; what follows has nothing to do with it.
    private void flush() throws IOException {
        tell(engine().finish(), position);
        settle(position);
        forget();
        if (position - base >= ENGINE_AGE_MAX) {
            open();
        }
    }

    @Override
    public void finish() throws IOException {
        if (engine != null) {
            flush();
        }
        answers.answer(new WorkerAnswer.Finished(recording, position));
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
