package io.roomscribe.hub.summary;

import java.util.Locale;
import java.util.regex.Pattern;

/// Whether two decisions can contradict each other at all: they are about the same matter, and do
/// not say the same. What a model takes for a contradiction and is about two matters, or is one
/// decision told twice, is none. Stateless.
public final class Opposites {
    /// Share of the shorter one's content words that the other has.
    private static final double SAME_MATTER = 0.34;

    private static final int COMMON_MIN = 1;
    private static final Pattern NO =
            Pattern.compile(
                    "\\b(?:not|never|no longer|cannot|\\w+n't|nicht|nie|kein\\w*|nie \\w+|stop\\w*|cancel\\w*)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final java.util.Set<String> ANY_DECISION =
            Words.stems(
                    "decide decided decision agree agreed settle settled okay group team meeting will"
                            + " should let go going want need make do");

    private Opposites() {}

    public static boolean areThinkable(String one, String other) {
        var stems = new java.util.HashSet<>(Words.stems(one));
        var others = new java.util.HashSet<>(Words.stems(other));
        stems.removeAll(ANY_DECISION);
        others.removeAll(ANY_DECISION);
        var common = stems.stream().filter(others::contains).count();
        var isSameMatter = common >= COMMON_MIN && Words.containment(stems, others) >= SAME_MATTER;
        return isSameMatter && (denies(one) != denies(other) || !isSame(stems, others));
    }

    private static boolean isSame(java.util.Set<String> some, java.util.Set<String> others) {
        return some.containsAll(others) || others.containsAll(some);
    }

    private static boolean denies(String text) {
        return NO.matcher(text.toLowerCase(Locale.ROOT)).find();
    }
}
