package io.roomscribe.device.outbox;

/// What the hub's word did to the outbox.
///
/// @param isOtherEpoch the hub is not the one that acknowledged before
record Acknowledgement(OutboxPosition position, Standing standing, boolean isOtherEpoch) {}
