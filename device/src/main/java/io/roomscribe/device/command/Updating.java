package io.roomscribe.device.command;

/// Takes orders for updates.
@FunctionalInterface
public interface Updating {
    /// Begins an update, durably; a second order for the same version changes nothing.
    ///
    /// @throws CommandException when the box cannot, or is at another one
    void order(String version, boolean atOnce);
}
