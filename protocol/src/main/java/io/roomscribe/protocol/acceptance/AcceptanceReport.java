package io.roomscribe.protocol.acceptance;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import java.time.Instant;
import java.util.List;

/// One sentence, followed from the microphone to the hub's rows.
///
/// Immutable.
///
/// @param verdict of the microphone, see `MicVerdict`
/// @param segments the rows it became in the hub; empty when they were not there
/// @param completedAt the hub's clock
public record AcceptanceReport(
        DeviceId device,
        String roomName,
        String verdict,
        EntryBody.Acceptance accepted,
        List<Row> segments,
        Instant completedAt) {
    public AcceptanceReport {
        segments = List.copyOf(segments);
    }

    /// A segment in the hub.
    ///
    /// @param number never changes
    /// @param meeting that it was in at that moment
    public record Row(long number, String meeting) {}

    /// Whether the sentence was found in the hub.
    public boolean reachedTheHub() {
        return !segments.isEmpty();
    }
}
