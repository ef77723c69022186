package io.roomscribe.device.command;

import io.roomscribe.device.decommissioning.Decommissioning;
import io.roomscribe.device.identity.Placement;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.speechmodel.ModelKeeper;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Stretch;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The parts of the box that commands reach.
///
/// Immutable.
///
/// @param keptAudio gives out a stretch of what is kept, or throws `ArchiveException`
/// @param doctor looks at the box, for some seconds
/// @param placing keeps the room that the box is to record for, durably; a restart makes it so
/// @param lamp shows the box for so long
/// @param restart asks the process to end, and returns before it does
/// @param software of the box, its version
public record CommandParts(
        Recorder recorder,
        AudioTest audioTest,
        PhraseCheck phraseCheck,
        SupportBundle supportBundle,
        Function<Stretch, CommandResult.Sound> keptAudio,
        Forgetting forgetting,
        Updating updating,
        ModelKeeper models,
        Supplier<CommandResult.Diagnosis> doctor,
        Consumer<Placement> placing,
        Decommissioning decommissioning,
        Consumer<Duration> lamp,
        Runnable restart,
        String software) {}
