package io.roomscribe.protocol.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PhraseMatchTest {
    private static final String PHRASE = "We meet on Friday at ten";

    @Test
    void whatIsSaidBeforeAndAfterDoesNotCount() {
        var match = PhraseMatch.of(PHRASE, "are we all here we meet on friday at 10 thank you");

        assertThat(match.rate().errors()).isZero();
        assertThat(match.missed()).isEmpty();
        assertThat(match.rate().words()).isEqualTo(6);
    }

    @Test
    void namesThePlacesOfLostAndOfWrongWords() {
        var match = PhraseMatch.of(PHRASE, "so we meat on at ten");

        assertThat(match.missed()).containsExactly(1, 3);
        assertThat(match.added()).isZero();
    }

    @Test
    void countsWordsInBetween() {
        var match = PhraseMatch.of(PHRASE, "we meet on on friday at ten");

        assertThat(match.missed()).isEmpty();
        assertThat(match.added()).isEqualTo(1);
    }

    @Test
    void nothingAndOtherWordsMissEveryWord() {
        assertThat(PhraseMatch.of(PHRASE, "").missed()).hasSize(6);
        assertThat(PhraseMatch.of(PHRASE, "the quick brown fox").missed()).hasSize(6);
    }
}
