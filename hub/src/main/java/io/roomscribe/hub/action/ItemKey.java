package io.roomscribe.hub.action;

import io.roomscribe.protocol.Sha256;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether two readings are one action item.
final class ItemKey {
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// Where both rest on a sentence in common, every third word is enough: models say the same
    /// thing differently each time, and one sentence rarely holds two tasks.
    private static final double ALIKE_IN_PLACE = 0.34;

    private static final double ALIKE = 0.75;
    private static final int LENGTH = 16;

    private ItemKey() {}

    static String of(String text, List<Long> segments) {
        return Sha256.hex(text + '\n' + segments).substring(0, LENGTH);
    }

    static boolean isSame(String one, List<Long> oneRests, String other, List<Long> otherRests) {
        var shared = oneRests.stream().anyMatch(otherRests::contains);
        return likeness(words(one), words(other)) >= (shared ? ALIKE_IN_PLACE : ALIKE);
    }

    /// Share of the shorter one's words that are in the other.
    private static double likeness(Set<String> one, Set<String> other) {
        var common = new HashSet<>(one);
        common.retainAll(other);
        return (double) common.size() / Math.max(1, Math.min(one.size(), other.size()));
    }

    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        for (var word : NOT_A_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
            if (word.length() > 2) {
                words.add(word);
            }
        }
        return words;
    }
}
