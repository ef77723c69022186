package io.roomscribe.device.speech;

import io.roomscribe.device.speech.CrashHistory.Skip;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.protocol.supervision.StopSignal;
import java.time.Duration;
import java.util.Optional;

/// One recording going through one worker: audio in, answers out, until the recording ends or the
/// worker should be replaced. Blocks are 100 ms from where it began, whatever the pace they come
/// at, so the same audio gives the same text.
///
/// Confined to the transcriber's thread.
final class Following {
    static final int BLOCK_SAMPLES = WorkerSession.BLOCK;

    private static final Duration AUDIO_WAIT = Duration.ofMillis(50);
    private static final Duration ANSWER_WAIT = Duration.ofMillis(200);

    private final RecordedSpeech recording;
    private final SpeechWorker worker;
    private final SpeechConfig config;
    private final SpeechListener listener;
    private final NoiseGate gate;
    private final String modelName;
    private final short[] block = new short[BLOCK_SAMPLES];
    private Optional<Skip> skip;
    private int inBlock;
    private long position;
    private long committed;
    private boolean isQuiet = true;

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
        this.config = config;
        this.listener = listener;
        this.skip = skip;
        this.gate = new NoiseGate(config.noiseMargin(), BLOCK_SAMPLES);
        this.modelName = SpeechModel.nameOf(config.model());
    }

    Outcome run(StopSignal stop, MemoryWatch memory) throws InterruptedException {
        begin(recording.recognisedThrough());
        while (!stop.isStopping()) {
            takeAll();
            if (memory.isDue() && memory.isTooBig(worker, isQuiet)) {
                return Outcome.WORKER_TOO_BIG;
            }
            if (!worker.hasRoom()) {
                take(worker.poll(ANSWER_WAIT));
            } else if (!isSkipping() && !readOn()) {
                settle();
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
        position = sample;
        committed = sample;
        inBlock = 0;
        gate.start(sample);
        worker.begin(recording.recording(), sample);
    }

    /// Fills the block as far as there is audio; false when the recording is over and all of it
    /// sent.
    private boolean readOn() throws InterruptedException {
        var rest = new short[BLOCK_SAMPLES - inBlock];
        var count = recording.read(position + inBlock, rest, AUDIO_WAIT);
        if (count > 0) {
            System.arraycopy(rest, 0, block, inBlock, count);
            inBlock += count;
        }
        if (inBlock == BLOCK_SAMPLES || (count < 0 && inBlock > 0)) {
            gate.block(block, inBlock);
            worker.audio(position, block, inBlock);
            position += inBlock;
            inBlock = 0;
        }
        return count >= 0;
    }

    /// Leaves out the stretch that killed the worker again and again.
    private boolean isSkipping() throws InterruptedException {
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

    /// Gets everything out of the worker and commits it.
    private void settle() throws InterruptedException {
        worker.finish();
        for (var isFinished = false; !isFinished; ) {
            var answer = worker.poll(ANSWER_WAIT);
            take(answer);
            isFinished = answer.filter(WorkerAnswer.Finished.class::isInstance).isPresent();
        }
    }

    private void take(Optional<WorkerAnswer> answer) {
        switch (answer.orElse(null)) {
            case WorkerAnswer.Partial partial -> partial(partial);
            case WorkerAnswer.Utterance utterance -> utterance(utterance);
            case WorkerAnswer.Progress progress -> {
                isQuiet = progress.isQuiet();
                commit(progress.settledSample());
            }
            case WorkerAnswer.Finished finished -> commit(finished.throughSample());
            case WorkerAnswer.Ready _, WorkerAnswer.Started _ -> {}
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

    private void partial(WorkerAnswer.Partial partial) {
        if (!gate.isNoise(partial)) {
            listener.partial(
                    recording.recording(),
                    partial.firstSample(),
                    partial.text(),
                    recording.capturedAt(Math.max(0, partial.throughSample() - 1)));
        }
    }

    private void utterance(WorkerAnswer.Utterance heard) {
        if (heard.firstSample() < committed || gate.isNoise(heard)) {
            return;
        }
        var first = heard.firstSample();
        var words = heard.words().stream().map(word -> word(word, first)).toList();
        listener.utterance(
                new EntryBody.Utterance(
                        recording.recording(),
                        first,
                        heard.endSample() - first,
                        recording.at(first),
                        recording.capturedAt(Math.max(first, heard.endSample() - 1)),
                        String.join(" ", words.stream().map(Word::text).toList()),
                        words,
                        heard.speaker(),
                        config.language(),
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
