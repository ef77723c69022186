package io.roomscribe.hub.search;

import java.util.Locale;

/// What a search goes by.
public enum SearchMode {
    WORDS,
    MEANING,
    /// Both, by reciprocal rank fusion.
    BOTH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when it is none
    public static SearchMode parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
