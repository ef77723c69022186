package io.roomscribe.device.command;

import io.roomscribe.protocol.message.ErasureReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Erases what was said in a stretch of time. Asked again with the same id it erases what may have
/// come since and answers anew.
public interface Forgetting {
    /// From so long ago until now.
    ErasureReceipt last(UUID id, Duration length);

    ErasureReceipt range(UUID id, Instant from, Instant to);
}
