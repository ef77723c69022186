package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.RoomId;

/// A meeting room, as its box introduced it.
///
/// Immutable.
///
/// @param name for people: `Boardroom`
public record Room(RoomId id, String name) {}
