package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.RefusalReason;
import java.time.Instant;
import java.util.Optional;

/// A certificate that a box was given.
///
/// Immutable.
///
/// @param serial hex
/// @param keyHash SHA-256 of the public key
/// @param claimHash empty when it came without a claim
/// @param end why it is not in force any more
public record DeviceCertificate(
        String serial,
        DeviceId device,
        String keyHash,
        String claimHash,
        String chain,
        Instant issuedAt,
        Instant notAfter,
        Optional<Instant> connectedAt,
        Optional<RefusalReason> end) {}
