package io.roomscribe.hub.transcript;

import java.time.Instant;

/// Something that is heard wrongly in a room, and how it is written.
///
/// Immutable.
///
/// @param heard in lower case
/// @param by who said so, for people
public record RoomWord(long id, String heard, String written, Instant at, String by) {}
