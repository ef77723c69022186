package io.roomscribe.device.panel;

/// What the panel's state follows from.
///
/// Immutable.
///
/// @param isReachingStorage samples were forced to the medium a moment ago
/// @param isMuted nothing is stored, by switch or by command
/// @param isStopped recording was stopped, or its source has ended
/// @param isStarting the process came up a moment ago
/// @param needsAttention the hub is away, or a condition is up
public record PanelFacts(
        boolean isReachingStorage,
        boolean isMuted,
        boolean isStopped,
        boolean isStarting,
        boolean needsAttention,
        Work work) {

    /// What the box is occupied with, beside recording.
    public enum Work {
        NONE,
        PROVISIONING,
        UPDATING
    }
}
