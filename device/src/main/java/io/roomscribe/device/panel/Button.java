package io.roomscribe.device.panel;

import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/// Tells short presses from long ones. A long one counts as soon as it is long, so that the light
/// can answer while the finger is still there.
///
/// Confined to one thread.
final class Button {
    enum Press {
        SHORT,
        LONG
    }

    private final Ticker ticker;
    private final Duration longPress;
    private long downAtNanos;
    private boolean isDown;
    private boolean isTold;

    Button(Ticker ticker, Duration longPress) {
        this.ticker = ticker;
        this.longPress = longPress;
    }

    /// @param isDownNow what the pin says; asked every few hundredths of a second, which a bouncing
    ///   contact does not outlast
    Optional<Press> read(boolean isDownNow) {
        if (isDownNow && !isDown) {
            isDown = true;
            isTold = false;
            downAtNanos = ticker.nanos();
        } else if (isDownNow && !isTold && ticker.since(downAtNanos).compareTo(longPress) >= 0) {
            isTold = true;
            return Optional.of(Press.LONG);
        } else if (!isDownNow && isDown) {
            isDown = false;
            return isTold ? Optional.empty() : Optional.of(Press.SHORT);
        }
        return Optional.empty();
    }
}
