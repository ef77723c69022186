package io.roomscribe.provisioning.demo;

/// What the demo reads of the box's `status.json`, which the box writes anew every second.
///
/// @param state `idle` once a person has stopped the recording
/// @param samplesRecorded since the process started, at 16 kHz
/// @param samplesRecognised of them, those whose words are in the outbox
/// @param sourceEnded the file has been played to its end, and everything about it is in the outbox
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged every entry up to this one is the hub's
record DeviceStatus(
        String state,
        long samplesRecorded,
        long samplesRecognised,
        boolean sourceEnded,
        long lastSequence,
        long acknowledged) {
    static final DeviceStatus UNKNOWN = new DeviceStatus("", 0, 0, false, 0, 0);

    /// Nothing will be recorded any more, and everything that was is in the outbox.
    boolean hasEnded() {
        var isStopped = state.equals("idle") && samplesRecorded > 0;
        return sourceEnded || (isStopped && samplesRecognised >= samplesRecorded);
    }

    boolean hasDrained() {
        return lastSequence > 0 && acknowledged >= lastSequence;
    }
}
