package io.roomscribe.hub.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.answer.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SentencesTest {
    @Test
    void findsCitationsBeforeAndAfterTheEndMark() {
        assertThat(cut("The release is on Friday [3]. Ben tests it. [4][5] Anna agrees [1, 2]."))
                .containsExactly(
                        new Sentence("The release is on Friday.", List.of(3)),
                        new Sentence("Ben tests it.", List.of(4, 5)),
                        new Sentence("Anna agrees.", List.of(1, 2)));
    }

    @Test
    void isTheSameHoweverTheTextIsCutIntoPieces() {
        var text = "First [1]. Second, with Dr. Who and 3.5 volts [2]!\n- Third [3]\nFourth";
        var whole = cut(text);

        for (var size = 1; size < 9; size++) {
            var sentences = new ArrayList<Sentence>();
            var cutter = new Sentences(sentences::add);
            for (var from = 0; from < text.length(); from += size) {
                cutter.add(text.substring(from, Math.min(text.length(), from + size)));
            }
            cutter.finish();
            assertThat(sentences).as("pieces of %d", size).isEqualTo(whole);
        }
        assertThat(whole).hasSize(4);
        assertThat(whole.get(2)).isEqualTo(new Sentence("Third", List.of(3)));
    }

    private static List<Sentence> cut(String text) {
        var sentences = new ArrayList<Sentence>();
        var cutter = new Sentences(sentences::add);
        cutter.add(text);
        cutter.finish();
        return sentences;
    }
}
