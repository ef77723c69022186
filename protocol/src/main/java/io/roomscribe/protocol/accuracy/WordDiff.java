package io.roomscribe.protocol.accuracy;

import java.util.ArrayList;
import java.util.List;

/// A recognised text beside its reference: what both say, and where they differ.
///
/// Immutable.
///
/// @param pieces in the order of the text; those that agree and those that do not take turns
public record WordDiff(WordErrorRate rate, List<Piece> pieces) {

    /// As many words either side as still take half a second and 100 MB to compare.
    public static final long CELLS_MAX = 100_000_000;

    public WordDiff {
        pieces = List.copyOf(pieces);
    }

    /// A run of words.
    ///
    /// @param said in the reference; empty where something was added
    /// @param written what was recognised; empty where something is missing
    public record Piece(String said, String written) {
        public boolean isSame() {
            return said.equals(written);
        }
    }

    public static WordDiff of(String reference, String recognised) {
        var rate = WordErrorRate.of(reference, recognised);
        var words = WordErrorRate.words(reference);
        var pieces = new Pieces();
        var at = 0;
        for (var difference : rate.differences()) {
            for (; at < difference.position(); at++) {
                pieces.same(words.get(at));
            }
            switch (difference) {
                case WordDifference.Substituted(_, var said, var written) ->
                        pieces.differ(said, written);
                case WordDifference.Missing(_, var said) -> pieces.differ(said, "");
                case WordDifference.Added(_, var written) -> pieces.differ("", written);
            }
            if (!(difference instanceof WordDifference.Added)) {
                at++;
            }
        }
        for (; at < words.size(); at++) {
            pieces.same(words.get(at));
        }
        return new WordDiff(rate, pieces.finished());
    }

    /// Whether two texts are short enough to be compared.
    public static boolean isComparable(String reference, String recognised) {
        var cells =
                (long) WordErrorRate.words(reference).size()
                        * WordErrorRate.words(recognised).size();
        return cells <= CELLS_MAX;
    }

    /// Puts neighbouring words together.
    private static final class Pieces {
        private final List<Piece> done = new ArrayList<>();
        private final List<String> said = new ArrayList<>();
        private final List<String> written = new ArrayList<>();
        private boolean isSame = true;

        void same(String word) {
            turn(true);
            said.add(word);
            written.add(word);
        }

        void differ(String saidWord, String writtenWord) {
            turn(false);
            add(said, saidWord);
            add(written, writtenWord);
        }

        private static void add(List<String> words, String word) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }

        private void turn(boolean toSame) {
            if (toSame != isSame) {
                close();
                isSame = toSame;
            }
        }

        private void close() {
            if (!said.isEmpty() || !written.isEmpty()) {
                done.add(new Piece(String.join(" ", said), String.join(" ", written)));
            }
            said.clear();
            written.clear();
        }

        List<Piece> finished() {
            close();
            return done;
        }
    }
}
