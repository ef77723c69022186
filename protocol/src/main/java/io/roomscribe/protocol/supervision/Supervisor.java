package io.roomscribe.protocol.supervision;

import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs the process's long-lived loops and starts a failed one again after a jittered delay, from 1
/// s up to 60 s, reset once it ran well for two minutes. The only place that catches every
/// exception. Nobody is ever interrupted: a stop is a signal that each task looks at.
///
/// Thread-safe.
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STABLE = Duration.ofMinutes(2);

    private final Ticker ticker;
    private final RandomGenerator random;
    private final Duration stopTimeout;
    private final Consumer<Failure> onFatal;
    private final StopSignal stop = new StopSignal();
    private final List<Thread> threads = new ArrayList<>();

    /// @param stopTimeout how long `close` waits for all tasks together
    /// @param onFatal called once for each [Failure.Severity#FATAL]; ends the process
    public Supervisor(
            Ticker ticker,
            RandomGenerator random,
            Duration stopTimeout,
            Consumer<Failure> onFatal) {
        this.ticker = ticker;
        this.random = random;
        this.stopTimeout = stopTimeout;
        this.onFatal = onFatal;
    }

    /// Starts a loop on a virtual thread.
    public void start(String name, Task task) {
        launch(Thread.ofVirtual().name(name), name, task);
    }

    /// Starts a loop on a platform thread of its own, for what must not share a carrier.
    public void startPlatform(String name, Task task) {
        launch(Thread.ofPlatform().name(name).daemon(true), name, task);
    }

    private synchronized void launch(Thread.Builder builder, String name, Task task) {
        threads.add(builder.start(() -> loop(name, task)));
    }

    private void loop(String name, Task task) {
        var backoff = new Backoff(SHORTEST, LONGEST, random);
        try {
            while (!stop.isStopping()) {
                var startedNanos = ticker.nanos();
                if (runOnce(name, task)) {
                    return;
                }
                if (ticker.since(startedNanos).compareTo(STABLE) >= 0) {
                    backoff.reset();
                }
                stop.await(backoff.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// True when the task is done for good.
    private boolean runOnce(String name, Task task) throws InterruptedException {
        try {
            task.run(stop);
            return true;
        } catch (Failure failure) {
            if (failure.severity() == Failure.Severity.FATAL) {
                LOG.log(Level.ERROR, "Task cannot go on task={0}: {1}", name, failure.getMessage());
                onFatal.accept(failure);
                return true;
            }
            LOG.log(
                    Level.WARNING,
                    "Task failed, starting it again task={0}: {1}",
                    name,
                    failure.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "Task met a defect, starting it again task={0} at={1}",
                    name,
                    Defect.place(e));
            LOG.log(Level.DEBUG, () -> "Defect " + Defect.trace(e));
            return false;
        } catch (Error e) {
            // Out of memory, a class that cannot be loaded: nothing that a second try would mend.
            var defect = new Defect(name, e);
            LOG.log(Level.ERROR, "Task cannot go on task={0} at={1}", name, Defect.place(e));
            onFatal.accept(defect);
            return true;
        }
    }

    public StopSignal stopSignal() {
        return stop;
    }

    /// Asks every task to end and waits for them, last started first.
    @Override
    public void close() {
        stop.stop();
        var deadline = ticker.nanos() + stopTimeout.toNanos();
        for (var thread : copyOfThreads().reversed()) {
            try {
                var left = Duration.ofNanos(Math.max(1_000_000, deadline - ticker.nanos()));
                if (!thread.join(left)) {
                    LOG.log(Level.WARNING, "Task did not end in time task={0}", thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Thread> copyOfThreads() {
        return List.copyOf(threads);
    }
}
