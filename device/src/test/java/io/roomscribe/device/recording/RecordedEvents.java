package io.roomscribe.device.recording;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.supervision.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// Remembers everything that a recorder told.
final class RecordedEvents implements RecordingListener {
    final List<RecordingStart> started = new CopyOnWriteArrayList<>();
    final List<SealedChunk> sealed = new CopyOnWriteArrayList<>();
    final List<RecordingEnd> ended = new CopyOnWriteArrayList<>();
    final List<InputLevel> levels = new CopyOnWriteArrayList<>();
    final List<Failure> failures = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<String> story = new CopyOnWriteArrayList<>();

    @Override
    public void started(RecordingStart start) {
        started.add(start);
        story.add("started");
    }

    @Override
    public void sealed(SealedChunk chunk) {
        sealed.add(chunk);
        story.add("sealed " + chunk.chunk().index());
    }

    @Override
    public void ended(RecordingEnd end) {
        ended.add(end);
        story.add("ended " + end.reason().word());
    }

    @Override
    public void level(InputLevel level) {
        levels.add(level);
    }

    @Override
    public void failed(Failure failure) {
        failures.add(failure);
        story.add("failed");
    }

    @Override
    public void restored(Failure failure) {
        story.add("restored");
    }

    @Override
    public void noticed(String notice) {
        notices.add(notice);
    }

    /// Waits for a condition, and says what did happen when it does not come.
    void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 20 s in vain; so far: " + story);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
