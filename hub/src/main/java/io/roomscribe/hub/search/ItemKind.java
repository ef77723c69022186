package io.roomscribe.hub.search;

import java.util.Locale;

/// What the search can be narrowed to.
public enum ItemKind {
    DECISION,
    ACTION,
    QUESTION;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when it is none
    public static ItemKind parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
