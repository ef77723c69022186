package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The ten seconds of frames between the `capture` thread and the `recording` thread. When it is
/// full a live source's frame is dropped, never waited for, and the next one that fits carries the
/// interruption `overrun`.
///
/// The reader is woken for a mark and for as many frames as it wants, a block's: waking up for each
/// is most of what a frame costs.
///
/// One writing thread, one reading thread, no lock between them.
final class FrameRing {
    /// 10.24 s.
    static final int SLOTS = 512;

    private final Slot[] slots = new Slot[SLOTS];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private volatile @Nullable Thread reader;

    /// Wake the reader when so many have been written.
    private volatile long wanted;

    private @Nullable Interruption pending;

    FrameRing() {
        for (var i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /// One frame, or a mark without samples; valid until [#release()].
    static final class Slot {
        final short[] samples = new short[Audio.FRAME_SAMPLES];
        int length;

        /// When its last sample, or the mark, reached the recorder.
        private @Nullable Moment capturedAt;

        /// Whether the source is one that does not wait.
        boolean isLive;

        /// What broke the recording off before this frame.
        @Nullable Interruption before;

        /// The source ended here.
        boolean isEnd;

        Moment capturedAt() {
            return java.util.Objects.requireNonNull(capturedAt);
        }
    }

    /// Offers a frame; false when it had to be dropped.
    boolean offer(short[] frame, int length, Moment at, boolean isLive) {
        if (isFull()) {
            return false;
        }
        var slot = next();
        System.arraycopy(frame, 0, slot.samples, 0, length);
        slot.isLive = isLive;
        publish(slot, length, at, pending, false);
        pending = null;
        return true;
    }

    /// Says that the frame was lost.
    void dropped() {
        if (pending == null) {
            pending = Interruption.OVERRUN;
        }
    }

    /// Breaks the recording off now; false when the ring is full. What was lost before is told
    /// first, so that each piece of the gap keeps its reason.
    boolean offerInterruption(Interruption why, Moment at) {
        if (pending != null && !isFull()) {
            publish(next(), 0, at, pending, false);
            pending = null;
        }
        if (isFull()) {
            return false;
        }
        publish(next(), 0, at, why, false);
        return true;
    }

    /// Marks the end of the source; false when the ring is full.
    boolean offerEnd(Moment at) {
        if (isFull()) {
            return false;
        }
        publish(next(), 0, at, pending, true);
        pending = null;
        return true;
    }

    private Slot next() {
        return slots[(int) (written.get() % SLOTS)];
    }

    private void publish(
            Slot slot, int length, Moment at, @Nullable Interruption before, boolean isEnd) {
        slot.length = length;
        slot.capturedAt = at;
        slot.before = before;
        slot.isEnd = isEnd;
        var now = written.incrementAndGet();
        if (now >= wanted || length == 0 || before != null) {
            LockSupport.unpark(reader);
        }
    }

    private boolean isFull() {
        return written.get() - taken.get() >= SLOTS;
    }

    /// How many wait to be read.
    int frames() {
        return (int) (written.get() - taken.get());
    }

    boolean isEmpty() {
        return written.get() == taken.get();
    }

    /// The oldest slot, null when none came within the time.
    ///
    /// @param frames how many are worth waking up for; fewer are handed over after the time
    @Nullable Slot poll(long timeoutNanos, int frames) {
        if (isEmpty()) {
            wanted = taken.get() + frames;
            reader = Thread.currentThread();
            if (isEmpty()) {
                LockSupport.parkNanos(this, timeoutNanos);
            }
        }
        return isEmpty() ? null : slots[(int) (taken.get() % SLOTS)];
    }

    /// Gives the slot that `poll` returned back.
    void release() {
        taken.incrementAndGet();
    }
}
