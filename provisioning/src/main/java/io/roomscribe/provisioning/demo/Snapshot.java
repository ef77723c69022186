package io.roomscribe.provisioning.demo;

import java.util.Optional;

/// How far the run has come, as box and hub say.
///
/// Immutable.
record Snapshot(
        Optional<HubAnswer.Meeting> meeting,
        DeviceStatus status,
        Optional<HubAnswer.Revision> revision,
        Optional<HubAnswer.Device> device) {

    static final Snapshot NOTHING =
            new Snapshot(
                    Optional.empty(), DeviceStatus.UNKNOWN, Optional.empty(), Optional.empty());

    /// Everything the box has to say is the hub's.
    boolean isDelivered() {
        return status.hasDrained() && meeting.isPresent();
    }

    /// The recording has ended, all of it is delivered, and no word was in it.
    boolean isSilent() {
        return status.hasEnded() && status.hasDrained() && meeting.isEmpty();
    }

    /// The recording has ended, and its meeting, and all of it is delivered.
    boolean isOver() {
        return isDelivered()
                && status.hasEnded()
                && meeting.filter(HubAnswer.Meeting::hasEnded).isPresent();
    }

    boolean hasFinalMinutes() {
        return revision.filter(HubAnswer.Revision::isFinal).isPresent();
    }

    /// Its newest minutes were written by a language model.
    boolean isByModel() {
        return revision.filter(one -> !one.isExtractive()).isPresent();
    }
}
