package io.roomscribe.protocol.health;

import java.time.Duration;

/// A raised condition that is to be shown.
///
/// @param evidence what was seen, for a technician; no speech, no person's name
/// @param lasting since it was raised
public record ActiveCondition(HealthCondition condition, String evidence, Duration lasting) {}
