package io.roomscribe.device.outbox;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// How entries are sent and kept.
public record OutboxConfig(
        @Setting("Frames on their way to the hub at the same time.") int framesInFlight,
        @Setting(
                        "Longest wait for the hub's acknowledgement before the box looks for the hub anew.")
                Duration hubAckTimeout,
        @Setting("How long acknowledged entries are kept, for a hub restored from a backup.")
                Duration replayWindow) {

    /// More than the broker's receive maximum are held back by the link.
    public static final int FRAMES_MAX = 64;

    public OutboxConfig {
        if (framesInFlight < 1 || framesInFlight > FRAMES_MAX) {
            throw new IllegalArgumentException("expected 1 to %d frames".formatted(FRAMES_MAX));
        }
        if (replayWindow.isNegative() || replayWindow.isZero()) {
            throw new IllegalArgumentException("expected a positive replay window");
        }
        if (hubAckTimeout.isNegative() || hubAckTimeout.isZero()) {
            throw new IllegalArgumentException("expected a positive duration");
        }
    }

    public static OutboxConfig defaults() {
        return new OutboxConfig(8, Duration.ofSeconds(30), Duration.ofDays(7));
    }
}
