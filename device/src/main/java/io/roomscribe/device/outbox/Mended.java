package io.roomscribe.device.outbox;

/// What could be made of a damaged entry.
enum Mended {
    /// The hash chain proves that it is byte for byte what it was.
    RESTORED,
    /// Other tables still know part of what it said.
    REMAINS,
    /// Nothing is left of it.
    LOST
}
