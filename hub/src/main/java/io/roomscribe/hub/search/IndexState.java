package io.roomscribe.hub.search;

import java.util.Locale;

/// What the index is doing.
public enum IndexState {
    FOLLOWING,
    REBUILDING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
