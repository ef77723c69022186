package io.roomscribe.device.chunk;

import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingListener;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Writes what the recorder tells into the store, on a thread of its own. When the store fails or
/// the queue of 256 is full nothing is lost: the task begins, each time, by comparing the segment
/// files with the tables.
///
/// Thread-safe. Run it by the supervisor.
public final class RecordingJournal implements RecordingListener, Task {
    private static final int QUEUE_LENGTH = 256;
    private static final long POLL_MILLIS = 200;

    private sealed interface Event {
        record Started(RecordingStart start) implements Event {}

        record Sealed(SealedChunk chunk) implements Event {}

        record Retimed(RecordingStart start) implements Event {}

        record Ended(RecordingEnd end) implements Event {}
    }

    private final ChunkStore store;
    private final Recordings recordings;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final AtomicBoolean lost = new AtomicBoolean();

    public RecordingJournal(ChunkStore store, Recordings recordings) {
        this.store = store;
        this.recordings = recordings;
    }

    @Override
    public void started(RecordingStart start) {
        offer(new Event.Started(start));
    }

    @Override
    public void sealed(SealedChunk chunk) {
        offer(new Event.Sealed(chunk));
    }

    @Override
    public void ended(RecordingEnd end) {
        offer(new Event.Ended(end));
    }

    @Override
    public void retimed(RecordingStart start) {
        offer(new Event.Retimed(start));
    }

    private void offer(Event event) {
        if (!queue.offer(event)) {
            lost.set(true);
        }
    }

    /// Ends when asked to and nothing is left to write.
    @Override
    public void run(StopSignal stop) throws InterruptedException {
        reconcile();
        while (!stop.isStopping() || !queue.isEmpty()) {
            var event = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (lost.compareAndSet(true, false)) {
                reconcile();
            }
            if (event != null) {
                write(event);
            }
        }
    }

    private void write(Event event) {
        switch (event) {
            case Event.Started started -> store.started(started.start());
            case Event.Sealed sealed -> store.sealed(sealed.chunk());
            case Event.Retimed retimed -> store.retimed(retimed.start());
            case Event.Ended ended -> store.ended(ended.end());
        }
    }

    /// Makes the tables say what the files say: after a crash, a lost database, or a long outage.
    void reconcile() {
        var complete = store.complete();
        var unsynced = store.unsynced();
        for (var summary : recordings.list()) {
            if (unsynced.contains(summary.start().recording())
                    && summary.start().clock().isGood()) {
                store.retimed(summary.start());
            }
            var recording = summary.start().recording();
            if (!complete.contains(recording)) {
                store.started(summary.start());
                recordings.sealedChunks(recording).forEach(store::sealed);
                // Taken before the chunks were listed: an end that is missing here comes as an
                // event.
                summary.end().ifPresent(store::ended);
            }
        }
        for (var recording : store.untold()) {
            endIfFilesAreGone(recording);
        }
    }

    private void endIfFilesAreGone(RecordingId recording) {
        if (recordings.find(recording).isEmpty()) {
            store.endedWithoutFiles(recording);
        }
    }
}
