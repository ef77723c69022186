package io.roomscribe.hub.speaker;

import java.time.Instant;

/// A person who asked to be known by voice in later meetings. The vector stays in the database.
///
/// Immutable.
public record VoiceProfile(String id, String name, Instant consentedAt) {}
