package io.roomscribe.hub.transcript;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;

/// A recording of a box, as the hub knows it.
///
/// Immutable.
///
/// @param startedAt wall time of sample 0
public record Recording(RecordingId id, DeviceId device, RoomId room, Instant startedAt) {
    /// Stands for a box where somebody uploaded the recording.
    public static final DeviceId UPLOADED = new DeviceId("hub-uploads");

    /// Wall time of a sample.
    Instant at(long sample) {
        return startedAt.plus(Audio.duration(sample));
    }
}
