package io.roomscribe.protocol.accuracy;

import io.roomscribe.protocol.text.NumberWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Word error rate of a recognised text against a reference: the fewest substitutions, deletions
/// and insertions that turn the reference's words into the recognised ones, divided by the number
/// of the reference's words.
///
/// Words are compared in lower case, without punctuation; an apostrophe inside a word stays. Digits
/// are compared as the English words that say them, on both sides: "200" is "two hundred".
///
/// Immutable.
///
/// @param words words in the reference
/// @param differences in the order of the text; everything else matched
public record WordErrorRate(
        int words,
        int substitutions,
        int deletions,
        int insertions,
        List<WordDifference> differences) {

    private static final byte MATCH = 0;
    private static final byte SUBSTITUTION = 1;
    private static final byte DELETION = 2;
    private static final byte INSERTION = 3;
    private static final NumberWords SPOKEN = NumberWords.of("en").orElseThrow();
    private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02bc\uff07]");
    private static final Pattern NOT_IN_A_WORD =
            Pattern.compile("[^\\p{L}\\p{M}\\p{N}']+|(?<![\\p{L}\\p{N}])'+|'+(?![\\p{L}\\p{N}])");

    public WordErrorRate {
        differences = List.copyOf(differences);
    }

    public static WordErrorRate of(String reference, String recognised) {
        return of(words(reference), words(recognised));
    }

    /// A text's words as they are compared.
    public static List<String> words(String text) {
        var plain = SPOKEN.spelled(APOSTROPHES.matcher(text).replaceAll("'"));
        var spaced = NOT_IN_A_WORD.matcher(plain).replaceAll(" ").strip();
        return spaced.isEmpty() ? List.of() : List.of(spaced.toLowerCase(Locale.ROOT).split(" +"));
    }

    /// 0 is perfect; insertions can make it exceed 1. Against an empty reference every recognised
    /// word counts as one whole error.
    public double rate() {
        return (double) errors() / Math.max(1, words);
    }

    public int errors() {
        return substitutions + deletions + insertions;
    }

    /// `10.0 % (48 errors in 480 words: 30 substituted, 10 missing, 8 added)`
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% (%d errors in %d words: %d substituted, %d missing, %d added)",
                rate() * 100,
                errors(),
                words,
                substitutions,
                deletions,
                insertions);
    }

    private static WordErrorRate of(List<String> reference, List<String> recognised) {
        var steps = steps(reference, recognised);
        var differences = new ArrayList<WordDifference>();
        var counts = new int[4];
        var i = reference.size();
        var j = recognised.size();
        while (i > 0 || j > 0) {
            var step = steps[i][j];
            counts[step]++;
            switch (step) {
                case MATCH -> {
                    i--;
                    j--;
                }
                case SUBSTITUTION -> {
                    i--;
                    j--;
                    differences.add(
                            new WordDifference.Substituted(i, reference.get(i), recognised.get(j)));
                }
                case DELETION -> {
                    i--;
                    differences.add(new WordDifference.Missing(i, reference.get(i)));
                }
                default -> {
                    j--;
                    differences.add(new WordDifference.Added(i, recognised.get(j)));
                }
            }
        }
        return new WordErrorRate(
                reference.size(),
                counts[SUBSTITUTION],
                counts[DELETION],
                counts[INSERTION],
                differences.reversed());
    }

    /// The last step of the cheapest way to each cell. One byte a cell, so that an hour of speech
    /// (9,000 words) takes 81 MB and not four times that.
    private static byte[][] steps(List<String> reference, List<String> recognised) {
        var steps = new byte[reference.size() + 1][recognised.size() + 1];
        var above = new int[recognised.size() + 1];
        for (var j = 1; j <= recognised.size(); j++) {
            above[j] = j;
            steps[0][j] = INSERTION;
        }
        for (var i = 1; i <= reference.size(); i++) {
            var row = new int[recognised.size() + 1];
            row[0] = i;
            steps[i][0] = DELETION;
            for (var j = 1; j <= recognised.size(); j++) {
                var isMatch = reference.get(i - 1).equals(recognised.get(j - 1));
                row[j] = above[j - 1] + (isMatch ? 0 : 1);
                steps[i][j] = isMatch ? MATCH : SUBSTITUTION;
                if (above[j] + 1 < row[j]) {
                    row[j] = above[j] + 1;
                    steps[i][j] = DELETION;
                }
                if (row[j - 1] + 1 < row[j]) {
                    row[j] = row[j - 1] + 1;
                    steps[i][j] = INSERTION;
                }
            }
            above = row;
        }
        return steps;
    }
}
