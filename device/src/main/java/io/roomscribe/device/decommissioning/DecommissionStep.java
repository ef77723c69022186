package io.roomscribe.device.decommissioning;

/// How far a box's decommissioning is. Each step but the first begins with a start of the process.
public enum DecommissionStep {
    /// It records nothing any more and sends what it has.
    HANDING_OVER,
    /// At the next start everything goes but the keys.
    ERASING,
    /// Only the keys are left; with them it tells its hub.
    ERASED,
    /// At the next start the keys go.
    DESTROYING_KEYS,
    /// Nothing is left.
    DONE
}
