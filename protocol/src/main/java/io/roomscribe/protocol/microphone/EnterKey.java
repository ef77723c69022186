package io.roomscribe.protocol.microphone;

import java.io.IOException;
import java.io.InputStream;

/// Whether somebody pressed Enter at a terminal, without waiting for it. A terminal hands over what
/// is typed line by line.
///
/// Confined to one thread.
public final class EnterKey {
    private final InputStream keys;

    public EnterKey(InputStream keys) {
        this.keys = keys;
    }

    /// Whether it was pressed since the last call.
    public boolean isPressed() {
        try {
            var isPressed = keys.available() > 0;
            while (keys.available() > 0) {
                var _ = keys.read();
            }
            return isPressed;
        } catch (IOException e) {
            return false;
        }
    }
}
