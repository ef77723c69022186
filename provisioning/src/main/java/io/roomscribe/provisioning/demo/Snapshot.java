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

    /// The recording is over, delivered, and its minutes are final.
    boolean isComplete() {
        return isDelivered()
                && status.sourceEnded()
                && meeting.filter(HubAnswer.Meeting::hasEnded).isPresent()
                && revision.filter(HubAnswer.Revision::isFinal).isPresent();
    }

    /// Its newest minutes were written by a language model.
    boolean isByModel() {
        return revision.filter(one -> !one.isExtractive()).isPresent();
    }
}
