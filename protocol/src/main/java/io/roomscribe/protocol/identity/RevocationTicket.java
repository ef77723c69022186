package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.DeviceId;

/// Tells a hub to take a box's identity away. The command line leaves one JSON file each in the
/// hub's folder, in [#INBOX].
///
/// Immutable.
public record RevocationTicket(DeviceId device) {
    /// Relative to the hub's folder.
    public static final String INBOX = "identity/revocations";
}
