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

    /// How the names of questions end.
    public static final String QUESTION_END = ".question";

    /// The file that the hub leaves in place of a ticket for a box that nobody knows.
    ///
    /// @param inbox the folder of tickets
    public static Path unknown(Path inbox, DeviceId device) {
        return inbox.resolve(device + ".unknown");
    }

    /// The file that asks what a ticket would do. Not a ticket with a mark: a hub of an earlier
    /// release would take that for one, and revoke.
    ///
    /// @param inbox the folder of tickets
    public static Path question(Path inbox, DeviceId device) {
        return inbox.resolve(device + QUESTION_END);
    }

    /// The file with the hub's [RevocationOutlook], in place of a question.
    ///
    /// @param inbox the folder of tickets
    public static Path outlook(Path inbox, DeviceId device) {
        return inbox.resolve(device + ".outlook");
    }
}
