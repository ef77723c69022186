package io.roomscribe.hub.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.roomscribe.protocol.message.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordTimesTest {

    @Test
    void whatIsTheSameKeepsItsTimeAndWhatIsNewTakesThatOfWhatItStandsFor() {
        var words = WordTimes.of(heard("the", "firm", "where", "runs"), "The firmware runs.");

        assertThat(words)
                .containsExactly(
                        new Word("The", 0, 100, 0.5),
                        new Word("firmware", 100, 300, 1),
                        new Word("runs.", 300, 400, 0.5));
    }

    @Test
    void severalNewWordsShareTheTime() {
        assertThat(WordTimes.of(heard("a", "b"), "one two three four"))
                .extracting(Word::startMillis)
                .containsExactly(0, 50, 100, 150);
    }

    @Test
    void addedWordsStandAtABorderAndRemovedOnesAreGone() {
        assertThat(WordTimes.of(heard("we", "go"), "now we really go home"))
                .extracting(Word::text, Word::startMillis, Word::endMillis)
                .containsExactly(
                        tuple("now", 0, 0),
                        tuple("we", 0, 100),
                        tuple("really", 100, 100),
                        tuple("go", 100, 200),
                        tuple("home", 200, 200));
        assertThat(WordTimes.of(heard("um", "go"), "go"))
                .containsExactly(new Word("go", 100, 200, 0.5));
    }

    @Test
    void nothingIsKnownOfATextWithoutWords() {
        assertThat(WordTimes.of(List.of(), "typed by hand")).isEmpty();
    }

    private static List<Word> heard(String... words) {
        var heard = new ArrayList<Word>();
        for (var word : words) {
            var at = 100 * heard.size();
            heard.add(new Word(word, at, at + 100, 0.5));
        }
        return heard;
    }
}
