package io.roomscribe.device.panel;

import io.roomscribe.protocol.supervision.Failure;

/// The lamps or the button cannot be used. Tried again; recording goes on.
public final class PanelException extends Failure {
    private static final long serialVersionUID = 1L;

    PanelException(String message, Throwable cause) {
        super(
                Severity.RETRY,
                message,
                "check 'panel.kind' and the pins, and that the user may use /dev/gpiochip0",
                cause);
    }
}
