package io.roomscribe.device.link;

import io.roomscribe.protocol.supervision.Failure;

/// The MQTT client left too many threads behind; only a new process gets rid of them.
final class LinkThreadsException extends Failure {
    private static final long serialVersionUID = 1L;

    LinkThreadsException(int threads) {
        super(
                Severity.FATAL,
                "the MQTT client left %d threads behind".formatted(threads),
                "let systemd start the process anew; check why the connection flaps");
    }
}
