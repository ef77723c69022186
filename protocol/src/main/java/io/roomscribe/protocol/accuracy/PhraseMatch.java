package io.roomscribe.protocol.accuracy;

import java.util.ArrayList;
import java.util.List;

/// How well a phrase that was read aloud was recognised within whatever else was said before and
/// after it.
///
/// Immutable.
///
/// @param rate against that part of the recognised text which is most like the phrase
/// @param missed which of the phrase's words were not recognised, counted from 0
public record PhraseMatch(WordErrorRate rate, List<Integer> missed) {
    public PhraseMatch {
        missed = List.copyOf(missed);
    }

    public static PhraseMatch of(String phrase, String recognised) {
        return of(WordErrorRate.of(phrase, nearest(phrase, recognised)));
    }

    /// The run of recognised words with the fewest differences to the phrase, the shortest of
    /// several: edit distance with a free beginning and a free end.
    private static String nearest(String phrase, String recognised) {
        var said = WordErrorRate.words(phrase);
        var heard = WordErrorRate.words(recognised);
        var above = new int[heard.size() + 1];
        var beganAbove = new int[heard.size() + 1];
        for (var j = 0; j <= heard.size(); j++) {
            beganAbove[j] = j;
        }
        for (var i = 1; i <= said.size(); i++) {
            var row = new int[heard.size() + 1];
            var began = new int[heard.size() + 1];
            row[0] = i;
            for (var j = 1; j <= heard.size(); j++) {
                var differs = said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1;
                row[j] = above[j - 1] + differs;
                began[j] = beganAbove[j - 1];
                if (above[j] + 1 < row[j]) {
                    row[j] = above[j] + 1;
                    began[j] = beganAbove[j];
                }
                if (row[j - 1] + 1 < row[j]) {
                    row[j] = row[j - 1] + 1;
                    began[j] = began[j - 1];
                }
            }
            above = row;
            beganAbove = began;
        }
        var end = 0;
        for (var j = 1; j <= heard.size(); j++) {
            end = above[j] < above[end] ? j : end;
        }
        return String.join(" ", heard.subList(beganAbove[end], end));
    }

    private static PhraseMatch of(WordErrorRate rate) {
        var missed = new ArrayList<Integer>();
        for (var difference : rate.differences()) {
            if (!(difference instanceof WordDifference.Added)) {
                missed.add(difference.position());
            }
        }
        return new PhraseMatch(rate, missed);
    }

    /// How many words came in between.
    public int added() {
        return rate.insertions();
    }
}
