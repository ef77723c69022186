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
        Instant endedAt) {}
