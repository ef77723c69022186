package io.roomscribe.device.decommissioning;

import io.roomscribe.protocol.message.DecommissionReceipt;
import java.time.Instant;

/// What `decommission.json` holds.
///
/// Immutable.
///
/// @param receipt as far as it is known at this step
record DecommissionState(DecommissionStep step, DecommissionReceipt receipt) {
    DecommissionState at(DecommissionStep next) {
        return new DecommissionState(next, receipt);
    }

    boolean isErased() {
        return step.compareTo(DecommissionStep.ERASED) >= 0;
    }

    DecommissionState handedOver(long through) {
        return with(DecommissionStep.ERASING, through, receipt.erasedAt(), 0, 0);
    }

    DecommissionState counted(long files, long bytes) {
        return with(step, receipt.handedOver(), receipt.erasedAt(), files, bytes);
    }

    DecommissionState erased(Instant at) {
        return with(
                DecommissionStep.ERASED,
                receipt.handedOver(),
                at,
                receipt.files(),
                receipt.bytes());
    }

    private DecommissionState with(
            DecommissionStep next, long handedOver, Instant erasedAt, long files, long bytes) {
        return new DecommissionState(
                next,
                new DecommissionReceipt(
                        receipt.id(),
                        receipt.device(),
                        receipt.by(),
                        receipt.beganAt(),
                        receipt.stream(),
                        handedOver,
                        erasedAt,
                        files,
                        bytes));
    }
}
