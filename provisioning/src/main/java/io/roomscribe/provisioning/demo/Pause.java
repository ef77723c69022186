package io.roomscribe.provisioning.demo;

import java.time.Duration;

/// Waits without being told why.
interface Pause {
    /// Waits `duration`, or less when the demo is being stopped.
    void await(Duration duration);
}
