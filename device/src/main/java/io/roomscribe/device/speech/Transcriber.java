package io.roomscribe.device.speech;

import io.roomscribe.device.speech.CrashHistory.Skip;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Sends recordings through the speech worker, oldest first, and keeps the worker going. Whatever
/// happens to it, recognition goes on at the last committed sample, so nothing said is lost or told
/// twice. Slower than real time means a backlog on the disk, never lost audio.
///
/// Runs on one thread, on which the listener is called too.
public final class Transcriber implements Task {
    private static final Logger LOG = System.getLogger(Transcriber.class.getName());
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(5);
    private static final Duration DISMISS_POLL = Duration.ofMillis(20);
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final SpeechConfig config;
    private final WorkerLaunch launch;
    private final SpeechBacklog backlog;
    private final SpeechListener listener;
    private final SpeechHealth health;
    private final Ticker ticker;
    private final Backoff backoff;
    private final SpeechPace pace;
    private final CrashHistory crashes = new CrashHistory();
    private Optional<Skip> skip = Optional.empty();
    private boolean isFailing;
    private long lastPingNanos;
    private volatile long workerPid;
    private volatile long dismissedPid;

    public Transcriber(
            SpeechConfig config,
            WorkerLaunch launch,
            SpeechBacklog backlog,
            SpeechListener listener,
            SpeechHealth health,
            Ticker ticker,
            RandomGenerator random) {
        this.config = config;
        this.launch = launch;
        this.backlog = backlog;
        this.listener = new Committing(listener);
        this.health = health;
        this.ticker = ticker;
        this.pace = new SpeechPace(ticker);
        this.backoff = new Backoff(SHORTEST_DELAY, LONGEST_DELAY, random);
    }

    /// Returns when asked to stop. Its worker's troubles it handles itself; what the backlog and
    /// the listener throw goes to the supervisor.
    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            try (var worker = SpeechWorker.start(launch, config, ticker, pace)) {
                workerPid = worker.pid();
                if (isReady(worker, stop)) {
                    serve(worker, stop);
                }
            } catch (SpeechException e) {
                if (!isDismissed()) {
                    failed(e);
                    stop.await(backoff.next());
                }
            } finally {
                workerPid = 0;
            }
        }
    }

    /// Ends the worker, with all it has heard and not told, and waits until its last answer is
    /// committed or dropped. Another one goes on at the last committed sample.
    ///
    /// @return false when it did not end in time
    public boolean dismissWorker(Duration timeout) throws InterruptedException {
        var pid = workerPid;
        if (pid == 0) {
            return true;
        }
        dismissedPid = pid;
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        var sinceNanos = ticker.nanos();
        while (workerPid == pid) {
            if (ticker.since(sinceNanos).compareTo(timeout) > 0) {
                return false;
            }
            Thread.sleep(DISMISS_POLL);
        }
        return true;
    }

    private boolean isDismissed() {
        return workerPid != 0 && workerPid == dismissedPid;
    }

    /// How fast it is, measured on what is said.
    public SpeechPace pace() {
        return pace;
    }

    /// Process id of the worker, 0 while there is none.
    public long workerPid() {
        return workerPid;
    }

    /// Waits for the models to be loaded; false when asked to stop meanwhile.
    private boolean isReady(SpeechWorker worker, StopSignal stop) throws InterruptedException {
        var startedNanos = ticker.nanos();
        while (!stop.isStopping()) {
            if (worker.poll(IDLE).isPresent()) {
                LOG.log(
                        Level.INFO,
                        "Speech worker ready pid={0} loadMillis={1} residentMiB={2}",
                        Long.toString(worker.pid()),
                        Long.toString(ticker.since(startedNanos).toMillis()),
                        Long.toString(worker.residentBytes() >> 20));
                return true;
            }
        }
        return false;
    }

    private void serve(SpeechWorker worker, StopSignal stop) throws InterruptedException {
        var memory = new MemoryWatch(config.memoryMax(), ticker);
        while (!stop.isStopping()) {
            try (var recording = backlog.oldest().orElse(null)) {
                if (recording == null) {
                    idle(worker, stop);
                } else if (follow(recording, worker, memory, stop)
                        == Following.Outcome.WORKER_TOO_BIG) {
                    LOG.log(
                            Level.INFO,
                            "Speech worker replaced because of its memory residentMiB={0}",
                            Long.toString(worker.residentBytes() >> 20));
                    return;
                }
            }
        }
    }

    private Following.Outcome follow(
            RecordedSpeech recording, SpeechWorker worker, MemoryWatch memory, StopSignal stop)
            throws InterruptedException {
        var id = recording.recording();
        var here = skip.filter(it -> it.recording().equals(id));
        try {
            return new Following(recording, worker, config, listener, here).run(stop, memory);
        } catch (SpeechException e) {
            if (!e.isModelFault() && !isDismissed()) {
                noteDeath(id, worker.takenThrough());
            }
            throw e;
        }
    }

    private void noteDeath(RecordingId recording, long takenThrough) {
        var found = crashes.died(recording, takenThrough);
        if (found.isPresent()) {
            skip = found;
            LOG.log(
                    Level.WARNING,
                    "Audio that ends the speech worker is left out recording={0} from={1} to={2}",
                    recording,
                    Audio.duration(found.get().from()),
                    Audio.duration(found.get().to()));
            health.leftOut(
                    recording,
                    Audio.duration(found.get().from()),
                    Audio.duration(found.get().to()));
        }
    }

    private void idle(SpeechWorker worker, StopSignal stop) throws InterruptedException {
        working();
        // Late answers to what was asked for a recording that is done.
        var late = worker.poll(Duration.ZERO);
        while (late.isPresent()) {
            late = worker.poll(Duration.ZERO);
        }
        if (worker.isIdle() && ticker.since(lastPingNanos).compareTo(PING_INTERVAL) > 0) {
            worker.ping();
            lastPingNanos = ticker.nanos();
        }
        stop.await(IDLE);
    }

    private void working() {
        backoff.reset();
        if (isFailing) {
            isFailing = false;
            LOG.log(Level.INFO, "Speech recognition goes on");
            health.working();
        }
    }

    private void failed(SpeechException why) {
        if (!isFailing) {
            isFailing = true;
            LOG.log(Level.WARNING, "Speech recognition interrupted: {0}", why.getMessage());
        }
        health.failing(why);
    }

    /// What is committed proves that the worker works.
    private final class Committing implements SpeechListener {
        private final SpeechListener next;

        Committing(SpeechListener next) {
            this.next = next;
        }

        @Override
        public void partial(RecordingId recording, long firstSample, String text, Instant at) {
            next.partial(recording, firstSample, text, at);
        }

        @Override
        public void utterance(EntryBody.Utterance utterance) {
            next.utterance(utterance);
            working();
        }

        @Override
        public void progress(RecordingId recording, long throughSample) {
            next.progress(recording, throughSample);
            working();
        }
    }
}
