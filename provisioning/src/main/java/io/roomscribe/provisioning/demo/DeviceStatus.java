package io.roomscribe.provisioning.demo;

/// What the demo reads of the box's `status.json`, which the box writes anew every second.
///
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged every entry up to this one is the hub's
record DeviceStatus(String state, long recordedSamples, long lastSequence, long acknowledged) {
    static final DeviceStatus UNKNOWN = new DeviceStatus("starting", 0, 0, 0);

    boolean hasDrained() {
        return lastSequence > 0 && acknowledged >= lastSequence;
    }
}
