package io.roomscribe.hub.meeting;

import java.util.Locale;

/// A meeting runs until a pause, an explicit stop or the end of its recording; text that arrives
/// late re-opens it.
public enum MeetingState {
    RUNNING,
    ENDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MeetingState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
