package io.roomscribe.hub.template;

import java.time.Instant;

/// Somebody chose otherwise.
///
/// Immutable.
///
/// @param field `models`, `language`, `template` or `redaction`
/// @param before empty where nothing was chosen
/// @param after empty where nothing is chosen any more
public record SettingChange(Instant at, String by, String field, String before, String after) {}
