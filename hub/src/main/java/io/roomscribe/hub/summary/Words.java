package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Words of recognised speech: which carry content, which mean the same, and how they look in
/// minutes.
final class Words {
    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}']+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TRAILING = Pattern.compile("[,;:\\s]+$");
    private static final int STEM_MIN = 3;

    private static final Set<String> EMPTY_WORDS =
            setOf(
                    ("a an the this that these those there here it its it's i i'm i'll i'd i've me my"
                            + " we we'll we're we've us our you your you'll he he'll she she'll"
                            + " him his her they they'll them their who what which when where"
                            + " why how and or but if so then than as at by for from in into"
                            + " of off on onto out over to up with about after before until"
                            + " till again also just only very too not no yes yeah okay ok"
                            + " oh uh um well good great right sure fine thanks thank please"
                            + " is are am was were be been being do does did done have has had"
                            + " will would can could should shall may might must let let's"
                            + " don't doesn't didn't isn't aren't won't can't that's there's"
                            + " what's everyone everybody any some all each every other more"
                            + " most much many lot because while really now get got go going"
                            + " because still"));

    private static final Set<String> CAPITALISED =
            setOf(
                    ("monday tuesday wednesday thursday friday saturday sunday january february"
                            + " april june july august september october november"
                            + " december i i'm i'll i'd i've"));

    private Words() {}

    /// The words of a text, separated by spaces.
    static Set<String> setOf(String words) {
        return Set.copyOf(split(words));
    }

    static List<String> of(String text) {
        return split(SEPARATOR, text.toLowerCase(Locale.ROOT));
    }

    /// At white space, as written.
    static List<String> split(String text) {
        return split(SPACE, text);
    }

    /// The stripped pieces between matches, without blank ones.
    static List<String> split(Pattern at, String text) {
        return at.splitAsStream(text).map(String::strip).filter(piece -> !piece.isEmpty()).toList();
    }

    static boolean isContent(String word) {
        return word.length() > 1 && !EMPTY_WORDS.contains(word);
    }

    /// Stems of the words that carry content, in order, each once.
    static Set<String> stems(String text) {
        var stems = new LinkedHashSet<String>();
        for (var word : of(text)) {
            if (isContent(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    /// Cuts endings so that "release", "releases" and "released" are one. Wrong for many words, but
    /// wrong in the same way on both sides of a comparison.
    static String stem(String word) {
        var stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        for (var ending : List.of("ing", "ies", "ied", "es", "ed", "s", "e", "y")) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= STEM_MIN) {
                return withoutDoubleEnd(stem.substring(0, stem.length() - ending.length()));
            }
        }
        return stem;
    }

    private static String withoutDoubleEnd(String stem) {
        var last = stem.length() - 1;
        return stem.length() > STEM_MIN && stem.charAt(last) == stem.charAt(last - 1)
                ? stem.substring(0, last)
                : stem;
    }

    /// Share of the smaller set's stems that are in the other.
    static double containment(Set<String> one, Set<String> other) {
        return one.size() <= other.size() ? shareIn(other, one) : shareIn(one, other);
    }

    private static double shareIn(Set<String> larger, Set<String> smaller) {
        if (smaller.isEmpty()) {
            return 0;
        }
        var common = smaller.stream().filter(larger::contains).count();
        return (double) common / smaller.size();
    }

    /// Recognised words as a sentence: a capital letter, names and days written as such, an end
    /// mark. The words stay as they are.
    static String sentence(String text, String endMark) {
        var words = new ArrayList<String>();
        for (var word : split(text)) {
            words.add(isCapitalised(word) ? capital(word) : word);
        }
        var joined = capital(TRAILING.matcher(String.join(" ", words)).replaceFirst(""));
        if (joined.isEmpty()) {
            return "";
        }
        return ".?!".indexOf(joined.charAt(joined.length() - 1)) >= 0 ? joined : joined + endMark;
    }

    private static boolean isCapitalised(String word) {
        var plain = word.replaceAll("[.,;:?!]+$", "");
        return CAPITALISED.contains(plain) || FirstNames.isName(plain);
    }

    static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
