package io.roomscribe.hub.search;

/// A stretch of a text, in characters.
///
/// @param to the character after the last
public record Span(int from, int to) {}
