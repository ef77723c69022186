package io.roomscribe.protocol.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.accuracy.WordDiff.Piece;
import org.junit.jupiter.api.Test;

class WordDiffTest {

    @Test
    void putsWhatAgreesAndWhatDiffersTogether() {
        var diff =
                WordDiff.of(
                        "We release the firmware on Friday.",
                        "we release firm where on friday now");

        assertThat(diff.pieces())
                .containsExactly(
                        new Piece("we release", "we release"),
                        new Piece("the firmware", "firm where"),
                        new Piece("on friday", "on friday"),
                        new Piece("", "now"));
        assertThat(diff.rate().errors()).isEqualTo(3);
    }

    @Test
    void sameTextsAreOnePieceAndEmptyOnesNone() {
        assertThat(WordDiff.of("One, two.", "one two").pieces())
                .containsExactly(new Piece("one two", "one two"));
        assertThat(WordDiff.of("", "").pieces()).isEmpty();
        assertThat(WordDiff.of("", "a b").pieces()).containsExactly(new Piece("", "a b"));
    }

    @Test
    void saysWhatIsTooLongToCompare() {
        assertThat(WordDiff.isComparable("a ".repeat(10_001), "b ".repeat(10_000))).isFalse();
        assertThat(WordDiff.isComparable("a ".repeat(10_000), "b ".repeat(10_000))).isTrue();
    }
}
