package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The ten seconds of frames between the `capture` thread and the `recording` thread. When it is
/// full a live source's frame is dropped, never waited for, and the next one that fits carries the
/// interruption `overrun`.
///
/// One writing thread, one reading thread, no lock between them.
final class FrameRing {
    /// 10.24 s.
    static final int SLOTS = 512;

    private final Slot[] slots = new Slot[SLOTS];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private volatile @Nullable Thread reader;
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
        long capturedAtMicros;

        /// What broke the recording off before this frame.
        @Nullable Interruption before;

        /// The source ended here.
        boolean isEnd;
    }

    /// Offers a frame; false when it had to be dropped.
    boolean offer(short[] frame, int length, long capturedAtMicros) {
        if (isFull()) {
            return false;
        }
        var slot = slots[(int) (written.get() % SLOTS)];
        System.arraycopy(frame, 0, slot.samples, 0, length);
        publish(slot, length, capturedAtMicros, false);
        return true;
    }

    /// Says that the frame was lost.
    void dropped() {
        interrupted(Interruption.OVERRUN);
    }

    private void interrupted(Interruption why) {
        if (pending == null) {
            pending = why;
        }
    }

    /// Breaks the recording off now; false when the ring is full, the next frame then says so.
    boolean offerInterruption(Interruption why) {
        interrupted(why);
        return offerMark(false);
    }

    /// Marks the end of the source; false when the ring is full.
    boolean offerEnd() {
        return offerMark(true);
    }

    private boolean offerMark(boolean isEnd) {
        if (isFull()) {
            return false;
        }
        publish(slots[(int) (written.get() % SLOTS)], 0, 0, isEnd);
        return true;
    }

    private void publish(Slot slot, int length, long capturedAtMicros, boolean isEnd) {
        slot.length = length;
        slot.capturedAtMicros = capturedAtMicros;
        slot.before = pending;
        slot.isEnd = isEnd;
        pending = null;
        written.incrementAndGet();
        LockSupport.unpark(reader);
    }

    private boolean isFull() {
        return written.get() - taken.get() >= SLOTS;
    }

    boolean isEmpty() {
        return written.get() == taken.get();
    }

    /// The oldest slot, null when none came within the time.
    @Nullable Slot poll(long timeoutNanos) {
        if (isEmpty()) {
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
