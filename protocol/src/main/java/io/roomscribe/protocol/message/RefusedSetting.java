package io.roomscribe.protocol.message;

/// A key of the desired configuration that a box does not take.
///
/// @param reason one sentence: what is wrong with it, and what would do
public record RefusedSetting(String key, String reason) {}
