package io.roomscribe.hub.followup;

import java.time.Instant;

/// A decision of a meeting that cannot hold together with an earlier one of the same room.
///
/// Immutable.
public record Contradiction(Side now, Side earlier) {

    /// One of the two.
    ///
    /// @param quote the transcript's own words
    /// @param segment number of the one they stand in
    public record Side(
            String meeting,
            String title,
            Instant meetingAt,
            String decision,
            String quote,
            long segment) {}
}
