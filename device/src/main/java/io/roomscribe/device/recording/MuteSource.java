package io.roomscribe.device.recording;

import java.util.Locale;

/// Who muted the room. Each mutes on its own; the room is heard again when none does.
public enum MuteSource {
    /// The switch on the box. Nothing but the switch undoes it.
    HARDWARE,
    /// A command: hub, command line, button.
    SOFTWARE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
