package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import java.time.Instant;

/// A claim as the hub keeps it.
///
/// Immutable.
///
/// @param serial of the only machine that may use it, empty for any
/// @param keyHash of the box that uses it, empty before
/// @param isBurnt whether that box has connected
public record KnownClaim(
        String hash,
        DeviceId device,
        String serial,
        Instant expiresAt,
        String keyHash,
        boolean isBurnt) {}
