package io.roomscribe.device.panel;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// Which panel the box has. Pins are GPIO numbers (BCM), -1 for a part that is not there.
///
/// Immutable.
public record PanelConfig(
        @Setting(
                        "What shows the state: the lamps at the GPIO pins, one line in a terminal, nothing, or"
                                + " the terminal where there is one.")
                Kind kind,
        @Setting("One lamp of red, green and blue, or three single ones: red, yellow, green.")
                Lamps lamps,
        @Setting("Pin of the red part, or of the red lamp.") int firstLampPin,
        @Setting("Pin of the green part, or of the yellow lamp.") int secondLampPin,
        @Setting("Pin of the blue part, or of the green lamp.") int thirdLampPin,
        @Setting("Pin of the mute switch; closed to ground is muted.") int mutePin,
        @Setting("Pin of the button; closed to ground is pressed.") int buttonPin,
        @Setting("What a short press does.") ShortPress shortPress,
        @Setting("How long the button is held to forget the last ten minutes.")
                Duration longPress) {

    /// What there is to show the state on.
    public enum Kind {
        AUTO,
        GPIO,
        TERMINAL,
        NONE
    }

    /// How the lamps are built.
    public enum Lamps {
        RGB,
        SINGLE
    }

    /// What a short press does.
    public enum ShortPress {
        MARK,
        START_STOP
    }

    public PanelConfig {
        if (longPress.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("'long-press' must be 1s or more");
        }
    }

    public static PanelConfig defaults() {
        return new PanelConfig(
                Kind.AUTO, Lamps.RGB, 17, 27, 22, -1, -1, ShortPress.MARK, Duration.ofSeconds(4));
    }
}
