package io.roomscribe.hub.release;

/// Where pages and API have everything about releases from.
///
/// Immutable.
public record ReleaseSources(ReleaseShelf shelf, RolloutStore store, RolloutDesk desk) {}
