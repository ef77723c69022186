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
/// @param speechBehindSeconds audio that waits for recognition, also of earlier processes
/// @param sourceEnded a file was played to its end, and everything about it is in the outbox
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged the hub has every entry up to this one
/// @param workerPid of the speech worker, 0 while there is none
/// @param conditions what is to be shown now, oldest first
/// @param mode `everything`, or `record-only` after too many failed starts
/// @param stateSeconds how long the state has been what it is
/// @param stopped somebody stopped the recording
/// @param mutes who muted it: `hardware`, `software`
/// @param backlogSeconds of audio that is recorded and not recognised yet
/// @param waiting entries that the hub does not have yet
/// @param speechFactor how long the recogniser is busy with a second of speech, in seconds; 0
///   before it has heard some
/// @param writeMillis how long the last small forced write took
record DeviceStatus(
        long pid,
        String state,
        String link,
        String recording,
        long samplesRecorded,
        long samplesRecognised,
        long speechBehindSeconds,
        boolean sourceEnded,
        String stream,
        long lastSequence,
        long acknowledged,
        long workerPid,
        int workerRestarts,
        long memoryMiB,
        long workerMemoryMiB,
        List<Condition> conditions,
        String device,
        String room,
        String roomName,
        String version,
        long upSeconds,
        String mode,
        long stateSeconds,
        boolean stopped,
        List<String> mutes,
        double peakDbfs,
        double rmsDbfs,
        long backlogSeconds,
        long waiting,
        String clock,
        long freeMiB,
        double speechFactor,
        long writeMillis) {

    /// @param text what it means and what to do
    /// @param evidence what was seen
    /// @param lastingSeconds since it was raised
    record Condition(
            String code,
            String severity,
            String title,
            String text,
            String evidence,
            long lastingSeconds) {}
}
