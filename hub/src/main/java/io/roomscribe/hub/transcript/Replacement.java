package io.roomscribe.hub.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a text literally and puts another in its place. Runs of blanks match any run of blanks;
/// letters of every script make words.
///
/// Immutable.
final class Replacement {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private final Pattern pattern;
    private final String with;

    /// @param find not blank
    Replacement(String find, String with, boolean matchCase, boolean wholeWords) {
        var parts = BLANKS.splitAsStream(find.strip()).map(Pattern::quote).toList();
        var literal = String.join("\\s+", parts);
        var regex =
                wholeWords
                        ? "(?<![\\p{L}\\p{M}\\p{N}])" + literal + "(?![\\p{L}\\p{M}\\p{N}])"
                        : literal;
        var ignoring = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        this.pattern = Pattern.compile(regex, matchCase ? FLAGS : FLAGS | ignoring);
        this.with = Matcher.quoteReplacement(with);
    }

    /// How often it stands in a text.
    int count(String text) {
        return (int) pattern.matcher(text).results().count();
    }

    String in(String text) {
        return pattern.matcher(text).replaceAll(with);
    }
}
