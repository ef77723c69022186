package io.roomscribe.provisioning.demo;

import io.roomscribe.protocol.DeviceId;
import java.util.function.Consumer;

/// Ends a recording that would never end by itself: on the wish of whoever speaks, by a command
/// through the hub. What was said before is still recognised and delivered.
///
/// Thread-safe.
final class MicrophoneStop {
    private static final int ANSWER_SECONDS_MAX = 8;

    private final HubClient hub;
    private final DeviceId device;
    private final Consumer<String> notes;
    private volatile boolean isWanted;
    private volatile boolean isDone;
    private boolean hasComplained;

    MicrophoneStop(HubClient hub, DeviceId device, Consumer<String> notes) {
        this.hub = hub;
        this.device = device;
        this.notes = notes;
    }

    /// From now on [#carryOut] does something.
    void want() {
        if (!isWanted) {
            isWanted = true;
            notes.accept("Stopping. What was said last is still being written down.");
        }
    }

    /// Whether the box has said that it stopped.
    boolean isDone() {
        return isDone;
    }

    /// Called about once a second: a hub that is away is asked again.
    synchronized void carryOut() {
        if (!isWanted || isDone) {
            return;
        }
        var answer = hub.command(device.value(), "stop", ANSWER_SECONDS_MAX);
        isDone = answer.filter(HubAnswer.Command::isDone).isPresent();
        if (!isDone && !hasComplained) {
            hasComplained = true;
            notes.accept(
                    answer.map(one ->
                                    "The box has not stopped yet: %s %s"
                                            .formatted(one.state(), one.reason()))
                            .orElse("The hub does not answer; the box is stopped once it does."));
        }
    }
}
