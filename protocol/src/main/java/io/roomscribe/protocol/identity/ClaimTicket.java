package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;

/// What a hub is told of a claim: everything but the claim. The command line leaves one JSON file
/// each in the hub's folder, in [#INBOX].
///
/// Immutable.
///
/// @param hash see [Claim#hash]
/// @param serial of the one machine that may use it, empty for any
public record ClaimTicket(
        String hash,
        DeviceId device,
        RoomId room,
        String roomName,
        String serial,
        Instant madeAt,
        Instant expiresAt) {
    /// Relative to the hub's folder.
    public static final String INBOX = "identity/claims";

    public ClaimTicket {
        if (!hash.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not the hash of a claim");
        }
    }
}
