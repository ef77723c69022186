package io.roomscribe.device.admin;

import java.time.Instant;

/// One thing that happened, for people; never what was said.
///
/// Immutable.
///
/// @param kind `recording`, `gap`, `condition`, `mark`, `erasure` or `speech`
public record DayEvent(Instant at, String kind, String text) {}
