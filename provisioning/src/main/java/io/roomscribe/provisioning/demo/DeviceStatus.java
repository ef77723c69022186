package io.roomscribe.provisioning.demo;

/// What the demo reads of the box's `status.json`, which the box writes anew every second.
///
/// @param samplesRecorded since the process started, at 16 kHz
/// @param sourceEnded the file has been played to its end, and everything about it is in the outbox
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged every entry up to this one is the hub's
record DeviceStatus(
        long samplesRecorded, boolean sourceEnded, long lastSequence, long acknowledged) {
    static final DeviceStatus UNKNOWN = new DeviceStatus(0, false, 0, 0);

    boolean hasDrained() {
        return lastSequence > 0 && acknowledged >= lastSequence;
    }
}
