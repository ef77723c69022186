package io.roomscribe.hub.account;

import java.time.Instant;
import java.util.Optional;

/// Somebody who may sign in.
///
/// Immutable.
///
/// @param id random, unguessable
/// @param name they sign in with, in small letters
/// @param rooms what a viewer or member may read
/// @param mustChange the password was made up by the hub and lets them only choose their own
/// @param signedInAt last time with the password
public record Account(
        String id,
        String name,
        Role role,
        RoomScope rooms,
        boolean mustChange,
        boolean isDisabled,
        Instant createdAt,
        Optional<Instant> signedInAt) {}
