package io.roomscribe.hub.transcript;

import java.time.Instant;

/// A moment that somebody marked.
///
/// Immutable.
///
/// @param label for people; may be empty
public record Mark(Instant at, String label) {}
