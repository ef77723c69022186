package io.roomscribe.hub.search;

import io.roomscribe.protocol.RoomId;
import java.time.Instant;

/// What the index has of a segment, and what a result shows of it.
///
/// Immutable.
///
/// @param speaker label, `unsure`, or empty
/// @param name what to show for the speaker: the name where one was given, else the label
public record IndexedSegment(
        long number,
        String meeting,
        RoomId room,
        Instant startedAt,
        Instant endedAt,
        String speaker,
        String name,
        String language,
        String text) {}
