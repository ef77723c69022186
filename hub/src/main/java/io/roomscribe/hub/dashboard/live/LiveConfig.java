package io.roomscribe.hub.dashboard.live;

import java.time.Duration;

/// Limits of the live view.
///
/// @param readersMax connections served at the same time; the next one is told to come back
/// @param heartbeat how long nothing is sent before a comment is, so that both sides notice a dead
///   connection
record LiveConfig(int readersMax, Duration heartbeat) {
    static LiveConfig defaults() {
        return new LiveConfig(200, Duration.ofSeconds(15));
    }
}
