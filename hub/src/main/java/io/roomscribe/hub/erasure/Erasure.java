package io.roomscribe.hub.erasure;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.ErasureReceipt;
import java.time.Instant;
import java.util.Optional;

/// Something that was erased by request, on its box and here.
///
/// Immutable.
///
/// @param receipt the box's
/// @param segments that went from the hub's transcripts
/// @param appliedAt hub's clock
/// @param cleanedAt when the hub's files held nothing of it any more; empty until then
public record Erasure(
        DeviceId device,
        ErasureReceipt receipt,
        int segments,
        Instant appliedAt,
        Optional<Instant> cleanedAt) {}
