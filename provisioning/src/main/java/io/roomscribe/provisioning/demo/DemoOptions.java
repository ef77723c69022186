package io.roomscribe.provisioning.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a demo run was asked to do.
///
/// Immutable.
///
/// @param source the audio file to play; empty for the microphone
/// @param speed how many times faster than real time the file plays
/// @param port of the dashboard; empty for a free one
/// @param folder for the run's files; empty for a new one
/// @param languageModels false for extractive notes only
/// @param models the folder of installed models
/// @param model identifier of the catalogue's language model to use
/// @param hubDownTime how long a hub that was killed stays down
/// @param exit end when the minutes are there instead of serving on
/// @param json the last line of stdout is one JSON object
record DemoOptions(
        Optional<Path> source,
        double speed,
        Optional<Integer> port,
        Optional<Path> folder,
        boolean languageModels,
        Path models,
        Optional<String> model,
        Duration hubDownTime,
        boolean exit,
        boolean json) {}
