package io.roomscribe.device.speech;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.device.speech.WorkerAnswer.Fault;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.time.Ticker;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One worker process, seen from the device.
///
/// Requests are written by one thread, which also polls the answers. Two threads of its own: one
/// reads the answers into a queue of 1024 (full: the worker waits in its write), one kills the
/// process when a request stays unanswered too long, which also frees a write that is stuck. At
/// most [#IN_FLIGHT_MAX] requests may wait for their answer.
final class SpeechWorker implements AutoCloseable {
    /// 8 blocks of 200 ms are 51 KiB; a pipe takes 64 KiB, so a write does not block.
    static final int IN_FLIGHT_MAX = 8;

    private static final Duration CRASH_REPORT = Duration.ofSeconds(3);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);

    private final Process process;
    private final Ticker ticker;
    private final SpeechConfig config;
    private final RequestWriter requests;
    private final SpeechPace pace;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(1024);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong waitingSinceNanos = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final byte[] pcm = new byte[VoiceActivity.BLOCK * Audio.BYTES_PER_SAMPLE];
    private volatile boolean isReady;
    private volatile boolean isHung;
    private long takenThrough;

    private sealed interface Event {
        record Answered(WorkerAnswer answer) implements Event {}

        record Ended(boolean isConfused) implements Event {}
    }

    private SpeechWorker(Process process, Ticker ticker, SpeechConfig config, SpeechPace pace) {
        this.process = process;
        this.ticker = ticker;
        this.config = config;
        this.pace = pace;
        this.requests = new RequestWriter(process.getOutputStream());
        waitingSinceNanos.set(ticker.nanos());
        pace.begin();
    }

    /// Starts a process; its `ready` is the first answer to poll for.
    ///
    /// @param pace is told how long it is busy
    /// @throws SpeechException when there is no model, or no process
    static SpeechWorker start(
            WorkerLaunch launch, SpeechConfig config, Ticker ticker, SpeechPace pace) {
        SpeechModel.check(config);
        try {
            var worker = new SpeechWorker(launch.start(config), ticker, config, pace);
            // Platform threads: a virtual one that reads a pipe occupies a carrier, and another
            // carrier comes and goes for it, several times a second.
            Thread.ofPlatform().daemon().name("speech-answers").start(worker::readAnswers);
            Thread.ofPlatform().daemon().name("speech-watchdog").start(worker::watch);
            return worker;
        } catch (IOException e) {
            throw new SpeechException(
                    Code.WORKER_NOT_STARTED,
                    "cannot start the speech worker: " + e.getMessage(),
                    "check that %s runs and that %s can be written"
                            .formatted(launch.java(), launch.work()),
                    e);
        }
    }

    boolean hasRoom() {
        return inFlight.get() < IN_FLIGHT_MAX;
    }

    boolean isIdle() {
        return inFlight.get() == 0;
    }

    void begin(RecordingId recording, long firstSample) {
        takenThrough = firstSample;
        request(() -> requests.start(recording, firstSample, Audio.SAMPLE_RATE));
    }

    /// @param samples at most 200 ms
    void audio(long position, short[] samples, int count, boolean maybeSpeech) {
        for (var i = 0; i < count; i++) {
            pcm[2 * i] = (byte) samples[i];
            pcm[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        request(() -> requests.audio(position, pcm, count * Audio.BYTES_PER_SAMPLE, maybeSpeech));
    }

    void finish() {
        request(requests::finish);
    }

    void ping() {
        request(() -> requests.ping(0));
    }

    private interface Write {
        void run() throws IOException;
    }

    private void request(Write write) {
        if (inFlight.getAndIncrement() == 0) {
            waitingSinceNanos.set(ticker.nanos());
        }
        pace.asked();
        try {
            write.run();
        } catch (IOException e) {
            // The pipe is broken because the process is gone; the answers before its end are still
            // in the queue, and the end is what is polled last.
            process.destroyForcibly();
        }
    }

    /// The next answer, empty when none came in time.
    ///
    /// @throws SpeechException when the worker is gone; every answer it gave was polled before
    Optional<WorkerAnswer> poll(Duration timeout) throws InterruptedException {
        var event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return switch (event) {
            case null -> Optional.empty();
            case Event.Answered(WorkerAnswer.Failed failed) -> throw refused(failed);
            case Event.Answered(WorkerAnswer answer) -> {
                note(answer);
                yield Optional.of(answer);
            }
            case Event.Ended(boolean isConfused) -> {
                events.offer(event);
                throw ended(isConfused);
            }
        };
    }

    private void note(WorkerAnswer answer) {
        if (answer instanceof WorkerAnswer.Progress progress) {
            takenThrough = progress.throughSample();
        }
    }

    /// Audio before this sample did not kill it.
    long takenThrough() {
        return takenThrough;
    }

    private void readAnswers() {
        var isConfused = false;
        // Closed by the process's end; before, the worker would notice.
        var in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        try {
            for (var next = AnswerStream.read(in); next.isPresent(); next = AnswerStream.read(in)) {
                answered(next.get());
            }
        } catch (java.net.ProtocolException e) {
            isConfused = isAliveStill() || isHung;
            process.destroyForcibly();
        } catch (IOException e) {
            // The process was killed while it wrote; that is an end like any other.
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            put(new Event.Ended(isConfused));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A JVM that crashes prints so on stdout, whatever its flags, before it ends.
    private boolean isAliveStill() {
        try {
            return !process.waitFor(CRASH_REPORT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void answered(WorkerAnswer answer) throws InterruptedException {
        if (answer instanceof WorkerAnswer.Ready) {
            isReady = true;
        }
        waitingSinceNanos.set(ticker.nanos());
        pace.answered(answer);
        put(new Event.Answered(answer));
        if (answer.closesRequest()) {
            inFlight.decrementAndGet();
        }
    }

    private void put(Event event) throws InterruptedException {
        while (!closed.get() && !events.offer(event, 100, TimeUnit.MILLISECONDS)) {
            // The transcriber is busy committing; the worker waits meanwhile.
            waitingSinceNanos.set(ticker.nanos());
        }
    }

    private void watch() {
        try {
            while (!process.waitFor(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                var limit = isReady ? config.hangTimeout() : config.loadTimeout();
                var isAsked = !isReady || inFlight.get() > 0;
                if (isAsked && ticker.since(waitingSinceNanos.get()).compareTo(limit) > 0) {
                    isHung = true;
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SpeechException ended(boolean isConfused) throws InterruptedException {
        process.waitFor(5, TimeUnit.SECONDS);
        var how = process.isAlive() ? "still ending" : "exit code " + process.exitValue();
        if (isConfused) {
            return new SpeechException(
                    Code.WORKER_CONFUSED,
                    "speech worker sent something that is not an answer (%s)".formatted(how),
                    "it is started again at the last committed sample");
        }
        if (isHung && !isReady) {
            return new SpeechException(
                    Code.WORKER_NOT_STARTED,
                    "speech worker did not load its model within " + config.loadTimeout(),
                    "it is tried again; raise 'speech.load-timeout' on a slow box");
        }
        if (isHung) {
            return new SpeechException(
                    Code.WORKER_HUNG,
                    "speech worker gave no answer for " + config.hangTimeout(),
                    "it is started again at the last committed sample");
        }
        if (!isReady) {
            return new SpeechException(
                    Code.WORKER_NOT_STARTED,
                    "speech worker ended while it loaded %s (%s)".formatted(config.model(), how),
                    "check the model with 'roomscribe models verify' or fetch it again with"
                            + " 'roomscribe models install'; 'speech/worker-previous.log' in the"
                            + " data folder says more");
        }
        return new SpeechException(
                Code.WORKER_CRASHED,
                "speech worker ended by itself (%s)".formatted(how),
                "it is started again at the last committed sample; see 'speech/worker-previous.log' and"
                        + " 'speech/crash-previous.log' in the data folder");
    }

    private SpeechException refused(WorkerAnswer.Failed failed) {
        var hint = SpeechModel.hint("speech.model");
        return switch (failed.fault()) {
            case Fault.MODEL ->
                    new SpeechException(
                            Code.MODEL_UNUSABLE,
                            "cannot use speech model %s: %s"
                                    .formatted(config.model(), failed.reason()),
                            hint);
            case Fault.SPEAKER_MODEL ->
                    new SpeechException(
                            Code.MODEL_UNUSABLE,
                            "cannot use speaker model %s: %s"
                                    .formatted(
                                            config.speakerModel().orElse(Path.of("")),
                                            failed.reason()),
                            SpeechModel.hint("speech.speaker-model"));
            case Fault.REQUEST ->
                    new SpeechException(
                            Code.WORKER_CONFUSED,
                            "speech worker did not understand a request: " + failed.reason(),
                            "it is started again at the last committed sample");
        };
    }

    /// Resident memory, 0 where the system does not tell.
    long residentBytes() {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
                }
            }
        } catch (IOException e) {
            // Not Linux, or the process is just ending.
            return 0;
        }
        return 0;
    }

    long pid() {
        return process.pid();
    }

    /// Ends the process. What it had not answered is lost to it, not to the recording.
    @Override
    public void close() {
        closed.set(true);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
