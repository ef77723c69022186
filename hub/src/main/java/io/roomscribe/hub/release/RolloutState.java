package io.roomscribe.hub.release;

import java.util.Locale;

/// Whether a roll-out asks boxes.
public enum RolloutState {
    RUNNING,
    /// Too many failed, or somebody said so; somebody has to look.
    PAUSED,
    /// Somebody ended it. Boxes that have begun go on.
    STOPPED,
    /// Every box has ended.
    DONE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RolloutState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean isOver() {
        return this == STOPPED || this == DONE;
    }
}
