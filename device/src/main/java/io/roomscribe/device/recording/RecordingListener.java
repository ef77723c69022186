package io.roomscribe.device.recording;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.device.capture.SignalFault;
import io.roomscribe.protocol.supervision.Failure;
import java.util.Set;

/// What the recorder tells. Everything comes in order, on the `recording` thread, which must not be
/// kept waiting: take the value and return.
public interface RecordingListener {

    /// A recording began; its first segment file is on the disk. Carries the gap before it.
    void started(RecordingStart start);

    /// A chunk of 30 seconds, or a recording's last piece, is complete and on the disk.
    void sealed(SealedChunk chunk);

    /// A recording ended; all of its chunks were sealed before.
    void ended(RecordingEnd end);

    /// The clock became good: a recording, going on or ended, began at another time than was told.
    default void retimed(RecordingStart start) {}

    /// Input level, twice a second.
    default void level(InputLevel level) {}

    /// Nothing is being recorded, because of this; the recorder keeps trying when the failure's
    /// severity is RETRY. Told once, not at every attempt.
    default void failed(Failure failure) {}

    /// What had failed works again.
    ///
    /// @param failure the one that was told
    default void restored(Failure failure) {}

    /// What is wrong with the sound, whenever that changes; empty when all is well.
    default void signal(Set<SignalFault> faults) {}

    /// A defect of the source that does not stop the recording, for people.
    default void noticed(String notice) {}
}
