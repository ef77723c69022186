package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.DeviceId;
import java.nio.file.Path;

/// Tells a hub to take a box's identity away. The command line leaves one JSON file each in the
/// hub's folder, in [#INBOX].
///
/// Immutable.
public record RevocationTicket(DeviceId device) {
    /// Relative to the hub's folder.
    public static final String INBOX = "identity/revocations";

    /// The file that the hub leaves in place of a ticket for a box that nobody knows.
    ///
    /// @param inbox the folder of tickets
    public static Path unknown(Path inbox, DeviceId device) {
        return inbox.resolve(device + ".unknown");
    }
}
