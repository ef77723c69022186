package io.roomscribe.device.speech;

import io.roomscribe.device.speech.CrashHistory.Skip;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.protocol.supervision.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One recording going through one worker: what may be speech in, answers out, until the recording
/// ends or the worker should be replaced.
///
/// Confined to the transcriber's thread.
final class Following {
    private static final Duration ANSWER_WAIT = Duration.ofMillis(200);

    /// Silence is committed this often: a write to the medium each time. Chunks end at a multiple.
    private static final long SILENCE = 10L * Audio.SAMPLE_RATE;

    private final RecordedSpeech recording;
    private final SpeechWorker worker;
    private final SpeechListener listener;
    private final SpeechFeed feed;
    private final NoiseGate gate;
    private final ReadableText readable;
    private final String language;
    private final String modelName;
    private Optional<Skip> skip;
    private long committed;
    private boolean isQuiet = true;
    private boolean isShown;

    /// Why `run` came back.
    enum Outcome {
        RECORDING_DONE,
        STOPPED,
        WORKER_TOO_BIG
    }

    Following(
            RecordedSpeech recording,
            SpeechWorker worker,
            SpeechConfig config,
            SpeechListener listener,
            Optional<Skip> skip) {
        this.recording = recording;
        this.worker = worker;
        this.listener = listener;
        this.skip = skip;
        this.feed = new SpeechFeed(recording, worker, config.noiseMargin());
        this.gate = new NoiseGate(recording, config.noiseMargin());
        this.language = config.languageTag();
        this.readable = ReadableText.of(language, config.vocabulary());
        this.modelName = SpeechModel.nameOf(config.model());
    }

    Outcome run(StopSignal stop, MemoryWatch memory) throws InterruptedException {
        begin(recording.recognisedThrough());
        while (!stop.isStopping()) {
            takeAll();
            if (memory.isDue() && memory.isTooBig(worker, isQuiet || !feed.isListening())) {
                return Outcome.WORKER_TOO_BIG;
            }
            if (!worker.hasRoom()) {
                take(worker.poll(ANSWER_WAIT));
            } else if (!isSkipping() && !readOn()) {
                return Outcome.RECORDING_DONE;
            }
        }
        return Outcome.STOPPED;
    }

    /// A block of audio brings more than one answer: taken one by one they would pile up.
    private void takeAll() throws InterruptedException {
        var answer = worker.poll(Duration.ZERO);
        while (answer.isPresent()) {
            take(answer);
            answer = worker.poll(Duration.ZERO);
        }
    }

    private void begin(long sample) throws InterruptedException {
        committed = sample;
        feed.begin(sample);
    }

    /// One step; false when the recording is over and everything in it committed.
    private boolean readOn() throws InterruptedException {
        switch (feed.step()) {
            case GOING_ON -> {}
            case PASSED_OVER -> {
                if (feed.passedThrough() / SILENCE > committed / SILENCE) {
                    commit(feed.passedThrough());
                }
            }
            case SPEECH_ENDED -> settle();
            case RECORDING_ENDED -> {
                settle();
                commit(feed.position());
                return false;
            }
        }
        return true;
    }

    /// Leaves out the stretch that killed the worker again and again.
    private boolean isSkipping() throws InterruptedException {
        var position = feed.position();
        if (skip.isEmpty() || position < skip.get().from() || position >= skip.get().to()) {
            return false;
        }
        var to = skip.get().to();
        skip = Optional.empty();
        settle();
        commit(to);
        begin(to);
        return true;
    }

    /// Gets everything out of the worker and commits it, but for the silence that the next words
    /// begin with.
    private void settle() throws InterruptedException {
        if (!feed.isListening()) {
            return;
        }
        worker.finish();
        for (var isFinished = false; !isFinished; ) {
            var answer = worker.poll(ANSWER_WAIT);
            take(answer);
            isFinished = answer.filter(WorkerAnswer.Finished.class::isInstance).isPresent();
        }
        feed.settled();
        commit(feed.passedThrough());
    }

    private void take(Optional<WorkerAnswer> answer) throws InterruptedException {
        switch (answer.orElse(null)) {
            case WorkerAnswer.Partial partial -> partial(partial);
            case WorkerAnswer.Utterance utterance -> utterance(utterance);
            case WorkerAnswer.Progress progress -> {
                isQuiet = progress.isQuiet();
                commit(progress.settledSample());
            }
            case WorkerAnswer.Ready _, WorkerAnswer.Started _, WorkerAnswer.Finished _ -> {}
            case WorkerAnswer.Pong _, WorkerAnswer.Failed _ -> {}
            case null -> {}
        }
    }

    private void commit(long sample) {
        if (sample > committed) {
            listener.progress(recording.recording(), sample);
            committed = sample;
        }
    }

    /// Shows a guess, or withdraws the one that is shown.
    private void partial(WorkerAnswer.Partial partial) {
        var words = List.of(partial.text().split(" "));
        if (partial.text().isEmpty() || readable.isFiller(words)) {
            withdraw(partial.firstSample(), partial.throughSample());
            return;
        }
        isShown = true;
        show(partial.firstSample(), partial.throughSample(), readable.text(words));
    }

    private void withdraw(long firstSample, long throughSample) {
        if (isShown) {
            isShown = false;
            show(firstSample, throughSample, "");
        }
    }

    private void show(long firstSample, long throughSample, String text) {
        listener.partial(
                recording.recording(),
                firstSample,
                text,
                recording.capturedAt(Math.max(0, throughSample - 1)));
    }

    private void utterance(WorkerAnswer.Utterance heard) throws InterruptedException {
        if (heard.firstSample() < committed) {
            return;
        }
        if (gate.isNoise(heard)) {
            withdraw(heard.firstSample(), heard.endSample());
            return;
        }
        isShown = false;
        var first = heard.firstSample();
        var words = heard.words().stream().map(word -> word(word, first)).toList();
        listener.utterance(
                new EntryBody.Utterance(
                        recording.recording(),
                        first,
                        heard.endSample() - first,
                        recording.at(first),
                        recording.capturedAt(Math.max(first, heard.endSample() - 1)),
                        readable.text(words.stream().map(Word::text).toList()),
                        words,
                        heard.speaker(),
                        language,
                        modelName));
        committed = Math.max(committed, heard.endSample());
    }

    private static Word word(WorkerAnswer.SpokenWord word, long utteranceStart) {
        return new Word(
                word.text(),
                millis(word.firstSample() - utteranceStart),
                millis(word.endSample() - utteranceStart),
                word.confidence());
    }

    private static int millis(long samples) {
        return (int) (samples * 1000 / Audio.SAMPLE_RATE);
    }
}
