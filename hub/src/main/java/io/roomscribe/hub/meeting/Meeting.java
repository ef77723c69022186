package io.roomscribe.hub.meeting;

import io.roomscribe.protocol.RoomId;
import java.time.Instant;

/// The hub's grouping of segments in one room.
///
/// Immutable.
///
/// @param id random, unguessable
/// @param endedAt end of its last segment so far
public record Meeting(
        String id,
        RoomId room,
        String title,
        MeetingState state,
        Instant startedAt,
        Instant endedAt) {

    /// Its end as far as it is known: now while it runs.
    public Instant until(Instant now) {
        return state == MeetingState.RUNNING ? now : endedAt;
    }
}
