package io.roomscribe.hub.upload;

import io.roomscribe.hub.job.Job;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.time.Instant;
import java.util.Optional;

/// An audio file that somebody gave the hub.
///
/// Immutable.
///
/// @param name of the file, as its owner calls it
/// @param startedAt when its first sample was recorded
/// @param recording whose segments hold what was said in it
/// @param job how far it is; empty while it is being taken in
/// @param quality how it sounds; empty until it was listened to
/// @param meeting the first meeting of what was said in it; empty before, and when nothing was
public record Upload(
        String id,
        RoomId room,
        String name,
        Instant startedAt,
        long bytes,
        RecordingId recording,
        String job,
        Optional<SoundQuality> quality,
        Instant madeAt,
        String madeBy,
        Optional<String> meeting) {

    /// With how far its job is.
    public record Standing(Upload upload, Optional<Job> job) {}
}
