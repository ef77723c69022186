package io.roomscribe.device.outbox;

import io.roomscribe.protocol.supervision.Failure;

/// A row of the outbox whose bytes are not those that were written.
public final class OutboxException extends Failure {
    private static final long serialVersionUID = 1L;

    OutboxException(long sequence) {
        super(
                Severity.RETRY,
                "outbox entry %d is damaged: its checksum does not match".formatted(sequence),
                "check the disk's space and the kernel log");
    }
}
