package io.roomscribe.provisioning.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a command reads of the box's `status.json`, which the box writes anew every second.
///
/// @param state `idle` once a person has stopped the recording
/// @param samplesRecorded since the process started, at 16 kHz
/// @param samplesRecognised of them, those whose words are in the outbox
/// @param sourceEnded the file has been played to its end, and everything about it is in the outbox
/// @param lastSequence highest sequence in the outbox
/// @param acknowledged every entry up to this one is the hub's
public record DeviceStatus(
        String state,
        long samplesRecorded,
        long samplesRecognised,
        boolean sourceEnded,
        long lastSequence,
        long acknowledged) {
    public static final DeviceStatus UNKNOWN = new DeviceStatus("", 0, 0, false, 0, 0);

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /// What the file says now, [#UNKNOWN] while it says nothing.
    public static DeviceStatus read(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), DeviceStatus.class) : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /// Nothing will be recorded any more, and everything that was is in the outbox.
    public boolean hasEnded() {
        var isStopped = state.equals("idle") && samplesRecorded > 0;
        return sourceEnded || (isStopped && samplesRecognised >= samplesRecorded);
    }

    public boolean hasDrained() {
        return lastSequence > 0 && acknowledged >= lastSequence;
    }
}
