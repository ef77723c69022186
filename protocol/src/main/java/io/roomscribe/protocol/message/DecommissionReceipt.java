package io.roomscribe.protocol.message;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import java.time.Instant;
import java.util.UUID;

/// The record that a box has handed over all it had and then erased itself: what went and when,
/// nothing of what it said.
///
/// @param id of the command that asked for it
/// @param by who decommissions
/// @param beganAt when it stopped to record, the box's wall clock
/// @param stream its last
/// @param handedOver sequence in that stream through which the hub had acknowledged everything
/// @param erasedAt the box's wall clock
/// @param files that were erased
/// @param bytes that were in them
public record DecommissionReceipt(
        UUID id,
        DeviceId device,
        String by,
        Instant beganAt,
        StreamId stream,
        long handedOver,
        Instant erasedAt,
        long files,
        long bytes) {
    public DecommissionReceipt {
        Checks.shorterThan("by", by, 200);
        Checks.notNegative("handedOver", handedOver);
        Checks.notNegative("files", files);
        Checks.notNegative("bytes", bytes);
    }
}
