package io.roomscribe.hub.transcript;

import io.roomscribe.protocol.message.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Gives the words of a corrected text the times of the words that were heard: what is the same
/// keeps its own, what is new shares the time of what it stands for.
final class WordTimes {
    private static final double BY_HAND = 1;

    private WordTimes() {}

    /// @param heard may be empty: then nothing is known
    static List<Word> of(List<Word> heard, String text) {
        if (heard.isEmpty() || text.isBlank()) {
            return List.of();
        }
        var written = List.of(text.strip().split("\\s+"));
        var same = longestCommon(heard, written);
        var result = new ArrayList<Word>();
        var from = 0;
        var nextHeard = 0;
        for (var i = 0; i <= written.size(); i++) {
            var at = i < written.size() ? same[i] : heard.size();
            if (at >= 0) {
                spread(result, heard, nextHeard, at, written.subList(from, i));
                if (i < written.size()) {
                    var word = heard.get(at);
                    result.add(
                            new Word(
                                    written.get(i),
                                    word.startMillis(),
                                    word.endMillis(),
                                    word.confidence()));
                }
                from = i + 1;
                nextHeard = at + 1;
            }
        }
        return List.copyOf(result);
    }

    /// Words that take the place of those heard from `first` to before `end`.
    private static void spread(
            List<Word> result, List<Word> heard, int first, int end, List<String> words) {
        var start = first < end ? heard.get(first).startMillis() : border(heard, first);
        var stop = first < end ? heard.get(end - 1).endMillis() : start;
        for (var i = 0; i < words.size(); i++) {
            result.add(
                    new Word(
                            words.get(i),
                            start + (stop - start) * i / words.size(),
                            start + (stop - start) * (i + 1) / words.size(),
                            BY_HAND));
        }
    }

    private static int border(List<Word> heard, int before) {
        return before > 0 ? heard.get(before - 1).endMillis() : heard.getFirst().startMillis();
    }

    /// Of each written word the heard one that it is; -1 for none.
    private static int[] longestCommon(List<Word> heard, List<String> written) {
        var lengths = new int[heard.size() + 1][written.size() + 1];
        for (var i = heard.size() - 1; i >= 0; i--) {
            for (var j = written.size() - 1; j >= 0; j--) {
                lengths[i][j] =
                        isSame(heard.get(i), written.get(j))
                                ? lengths[i + 1][j + 1] + 1
                                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        var same = new int[written.size()];
        Arrays.fill(same, -1);
        for (int i = 0, j = 0; i < heard.size() && j < written.size(); ) {
            if (isSame(heard.get(i), written.get(j))) {
                same[j++] = i++;
            } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return same;
    }

    private static boolean isSame(Word heard, String written) {
        return plain(heard.text()).equals(plain(written));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("^[\\p{P}\\p{S}]+|[\\p{P}\\p{S}]+$", "");
    }
}
