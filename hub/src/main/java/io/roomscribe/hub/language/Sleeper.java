package io.roomscribe.hub.language;

import java.time.Duration;

/// Waits between attempts; returns at once when the process is to stop.
@FunctionalInterface
public interface Sleeper {
    /// True when the waiting was ended by a stop.
    boolean sleep(Duration duration) throws InterruptedException;
}
