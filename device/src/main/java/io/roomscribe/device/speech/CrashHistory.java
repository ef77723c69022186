package io.roomscribe.device.speech;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers where the worker died, to find audio that kills it: after three deaths within a second
/// of the same sample, that second is left out.
///
/// Confined to one thread.
final class CrashHistory {
    static final int SAME_PLACE_MAX = 3;

    /// How much is left out.
    static final long SKIP = Audio.SAMPLE_RATE;

    private @Nullable RecordingId recording;
    private long place;
    private int deaths;

    /// Samples `from` (included) to `to` (not included).
    record Skip(RecordingId recording, long from, long to) {}

    /// @param takenThrough audio before it was taken without harm
    Optional<Skip> died(RecordingId recording, long takenThrough) {
        var isSamePlace =
                recording.equals(this.recording) && Math.abs(takenThrough - place) <= SKIP;
        deaths = isSamePlace ? deaths + 1 : 1;
        this.recording = recording;
        place = isSamePlace ? Math.min(place, takenThrough) : takenThrough;
        if (deaths < SAME_PLACE_MAX) {
            return Optional.empty();
        }
        deaths = 0;
        // One block before, because the blocks of the next try may begin elsewhere.
        var from = Math.max(0, place - VoiceActivity.BLOCK);
        return Optional.of(new Skip(recording, from, Math.max(place, takenThrough) + SKIP));
    }
}
