package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A transcriber with a real worker on a backlog in memory.
final class Transcription implements AutoCloseable {
    private static final SpeechConfig USUAL = SpeechConfig.defaults();

    final InMemoryBacklog backlog = new InMemoryBacklog();
    final List<SpeechException> failures = new CopyOnWriteArrayList<>();
    final List<Duration> leftOut = new CopyOnWriteArrayList<>();
    final Transcriber transcriber;
    private final StopSignal stop = new StopSignal();
    private final Thread thread;

    Transcription(SpeechConfig config, Path work) {
        this(config, WorkerLaunch.likeThisProcess(work), System::nanoTime);
    }

    Transcription(SpeechConfig config, WorkerLaunch launch, Ticker ticker) {
        transcriber =
                new Transcriber(
                        config,
                        launch,
                        backlog,
                        backlog,
                        new SpeechHealth() {
                            @Override
                            public void failing(SpeechException why) {
                                failures.add(why);
                            }

                            @Override
                            public void working() {}

                            @Override
                            public void leftOut(RecordingId recording, Duration from, Duration to) {
                                leftOut.add(to.minus(from));
                            }
                        },
                        ticker,
                        new Random(1));
        thread = Thread.ofPlatform().name("transcriber").unstarted(this::run);
    }

    static SpeechConfig config() {
        return config(Optional.empty());
    }

    static SpeechConfig config(Optional<Path> speakerModel) {
        return new SpeechConfig(
                Pcm.MODEL,
                speakerModel,
                USUAL.language(),
                USUAL.memoryMax(),
                USUAL.hangTimeout(),
                USUAL.loadTimeout(),
                USUAL.utteranceMax(),
                USUAL.noiseMargin(),
                USUAL.vocabulary());
    }

    static SpeechConfig config(List<String> vocabulary) {
        return new SpeechConfig(
                Pcm.MODEL,
                USUAL.speakerModel(),
                USUAL.language(),
                USUAL.memoryMax(),
                USUAL.hangTimeout(),
                USUAL.loadTimeout(),
                USUAL.utteranceMax(),
                USUAL.noiseMargin(),
                vocabulary);
    }

    static SpeechConfig config(Path model) {
        return new SpeechConfig(
                model,
                USUAL.speakerModel(),
                USUAL.language(),
                USUAL.memoryMax(),
                USUAL.hangTimeout(),
                USUAL.loadTimeout(),
                USUAL.utteranceMax(),
                USUAL.noiseMargin(),
                USUAL.vocabulary());
    }

    static SpeechConfig config(double noiseMargin) {
        return new SpeechConfig(
                Pcm.MODEL,
                USUAL.speakerModel(),
                USUAL.language(),
                USUAL.memoryMax(),
                USUAL.hangTimeout(),
                USUAL.loadTimeout(),
                USUAL.utteranceMax(),
                noiseMargin,
                USUAL.vocabulary());
    }

    static SpeechConfig config(Duration hangTimeout, DataSize memoryMax) {
        return new SpeechConfig(
                Pcm.MODEL,
                USUAL.speakerModel(),
                USUAL.language(),
                memoryMax,
                hangTimeout,
                USUAL.loadTimeout(),
                USUAL.utteranceMax(),
                USUAL.noiseMargin(),
                USUAL.vocabulary());
    }

    private void run() {
        try {
            transcriber.run(stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Transcription start() {
        thread.start();
        return this;
    }

    void awaitDone(Duration timeout) throws InterruptedException {
        await("all recordings recognised", timeout, backlog::isDone);
    }

    void await(String what, Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within %s: %s; utterances %d, failures %s, worker %d"
                                .formatted(
                                        timeout,
                                        what,
                                        backlog.utterances.size(),
                                        failures,
                                        transcriber.workerPid()));
            }
            thread.join(20);
        }
    }

    double workerCpuSeconds() {
        return ProcessHandle.of(transcriber.workerPid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(cpu -> cpu.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        stop.stop();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
