package io.roomscribe.device.machine;

import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;

/// Has something small written and forced every fifteen seconds: proof that storage still takes
/// data, and the measure of how fast it does.
///
/// Thread-safe; the write runs on the task's thread.
public final class ProbeWrite implements Task {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private volatile Runnable write;
    private final Ticker ticker;
    private volatile long passedAtNanos;
    private volatile boolean hasPassed;
    private volatile long startedAtNanos;
    private volatile boolean isWriting;
    private volatile Duration took = Duration.ZERO;

    /// @param write returns when what it wrote is on the medium, throws when it cannot
    public ProbeWrite(Runnable write, Ticker ticker) {
        this.write = write;
        this.ticker = ticker;
    }

    /// From now on another write is the proof.
    public void use(Runnable newWrite) {
        write = newWrite;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            probe();
        } while (!stop.await(INTERVAL));
    }

    void probe() {
        startedAtNanos = ticker.nanos();
        isWriting = true;
        try {
            write.run();
            took = ticker.since(startedAtNanos);
            passedAtNanos = ticker.nanos();
            hasPassed = true;
        } finally {
            isWriting = false;
        }
    }

    /// Whether one passed within three intervals: one may be slow, and one may be missed.
    public boolean hasPassedRecently() {
        return hasPassed && ticker.since(passedAtNanos).compareTo(INTERVAL.multipliedBy(3)) <= 0;
    }

    /// How long the last one took, or the one that still waits takes already.
    public Duration lastTook() {
        var writing = isWriting ? ticker.since(startedAtNanos) : Duration.ZERO;
        return writing.compareTo(took) > 0 ? writing : took;
    }
}
