package io.roomscribe.device.erasure;

import java.time.Duration;

/// Ends the speech worker with what it has heard and not told.
@FunctionalInterface
public interface WorkerDismissal {
    /// @return false when its last answer was neither committed nor dropped in time
    boolean dismiss(Duration timeout) throws InterruptedException;
}
