package io.roomscribe.device.recording;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far a recording has come; where its readers wait for more.
///
/// Thread-safe.
final class RecordingState {
    private volatile RecordingStart start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long samples;
    private Optional<RecordingEnd> end = Optional.empty();

    RecordingState(RecordingStart start) {
        this.start = start;
    }

    RecordingStart start() {
        return start;
    }

    /// The same recording, better timed.
    void retime(RecordingStart better) {
        start = better;
    }

    void advance(long samples) {
        lock.lock();
        try {
            this.samples = samples;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end(RecordingEnd end) {
        lock.lock();
        try {
            samples = end.samples();
            this.end = Optional.of(end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long samples() {
        lock.lock();
        try {
            return samples;
        } finally {
            lock.unlock();
        }
    }

    Optional<RecordingEnd> end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there are samples beyond `position`, the recording has ended, or time is up.
    ///
    /// @return samples there are beyond it, 0 when none came in time, -1 when none will come
    long awaitBeyond(long position, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var nanos = timeout.toNanos();
            while (samples <= position && end.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (samples > position) {
                return samples - position;
            }
            return end.isPresent() ? -1 : 0;
        } finally {
            lock.unlock();
        }
    }

    /// Only for messages.
    @Override
    public String toString() {
        return start.recording() + " " + samples() + " samples, end " + end();
    }
}
