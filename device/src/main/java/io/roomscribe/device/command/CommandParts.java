package io.roomscribe.device.command;

import io.roomscribe.device.recording.Recorder;
import java.time.Duration;
import java.util.function.Consumer;

/// The parts of the box that commands reach.
///
/// Immutable.
///
/// @param lamp shows the box for so long
/// @param restart asks the process to end, and returns before it does
public record CommandParts(
        Recorder recorder,
        AudioTest audioTest,
        SupportBundle supportBundle,
        KeptAudio keptAudio,
        Forgetting forgetting,
        Consumer<Duration> lamp,
        Runnable restart) {}
