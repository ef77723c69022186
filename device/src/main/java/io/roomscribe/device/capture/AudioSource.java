package io.roomscribe.device.capture;

import java.time.Duration;
import java.util.Optional;

/// One opened source of sound, read as 16 kHz mono. It is not reopened: when it fails, open another
/// one through [AudioInput].
///
/// Read by one thread; `close` may be called by any thread and ends a blocked `read`.
public interface AudioSource extends AutoCloseable {

    /// Fills the frame and returns its length, blocking until that many samples are there. The last
    /// frame of a source that ends may be shorter.
    ///
    /// @return how many samples were read, -1 at the end of the source
    /// @throws CaptureException when the source fails; severity RETRY means that opening it again
    ///   may help
    int read(short[] frame);

    /// What is captured, for people: `file: meeting.wav`, `line: USB Audio`.
    String description();

    /// Whether samples that are not read now are lost. A live source is read at once whatever
    /// happens behind; any other may be made to wait.
    boolean isLive();

    /// Whether another reading may follow after this one ended: a FIFO's next writer.
    default boolean isReopenable() {
        return false;
    }

    /// A defect that does not stop the capture, such as a file that is cut off; for people. May
    /// become known only at the end.
    default Optional<String> notice() {
        return Optional.empty();
    }

    /// How long ago the last sample that was read was captured, because others wait behind it.
    /// Called by the reading thread.
    default Duration lateness() {
        return Duration.ZERO;
    }

    /// Throws away what was captured but not read yet. Called by the reading thread.
    default void discard() {}

    @Override
    void close();
}
