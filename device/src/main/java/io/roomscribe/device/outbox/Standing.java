package io.roomscribe.device.outbox;

/// How the hub's stream compares with the box's.
enum Standing {
    /// The hub has what the box sent.
    SAME,
    /// The hub has entries that this box never made: its card is older than the hub.
    AHEAD,
    /// The hub has other entries under the box's sequences.
    FORKED
}
