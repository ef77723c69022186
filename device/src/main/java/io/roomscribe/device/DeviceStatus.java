package io.roomscribe.device;

import java.util.List;

/// The box in figures, written to `status.json` each second.
///
/// @param pid of this process
/// @param state one of [io.roomscribe.protocol.message.DeviceState]
/// @param link one of [io.roomscribe.device.link.LinkState]
/// @param recording the one going on, or the last; empty before the first
/// @param samplesRecorded since the process started, at 16 kHz
/// @param samplesRecognised of them, those whose words are in the outbox
/// @param sourceEnded a file was played to its end, and everything about it is in the outbox
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged the hub has every entry up to this one
/// @param workerPid of the speech worker, 0 while there is none
/// @param conditions what is to be shown now, oldest first
record DeviceStatus(
        long pid,
        String state,
        String link,
        String recording,
        long samplesRecorded,
        long samplesRecognised,
        boolean sourceEnded,
        String stream,
        long lastSequence,
        long acknowledged,
        long workerPid,
        int workerRestarts,
        long memoryMiB,
        long workerMemoryMiB,
        List<Condition> conditions) {

    /// @param text what it means and what to do
    /// @param evidence what was seen
    record Condition(String code, String severity, String title, String text, String evidence) {}
}
