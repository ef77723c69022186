package io.roomscribe.protocol.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordErrorRateTest {

    @Test
    void ignoresCaseAndPunctuation() {
        var wer =
                WordErrorRate.of(
                        "Good morning, everyone - \"thanks\" for joining!",
                        "good morning everyone thanks for joining");

        assertThat(wer.errors()).isZero();
        assertThat(wer.words()).isEqualTo(6);
        assertThat(wer.rate()).isZero();
    }

    @Test
    void keepsApostrophesInsideWordsOnly() {
        assertThat(WordErrorRate.words("'Let\u2019s' go, it's the users' 'idea'"))
                .containsExactly("let's", "go", "it's", "the", "users", "idea");
    }

    @Test
    void comparesDigitsAsTheWordsThatSayThem() {
        assertThat(WordErrorRate.of("12 devices", "twelve devices").errors()).isZero();
        assertThat(WordErrorRate.of("in 2026", "in twenty twenty six").errors()).isZero();
        assertThat(WordErrorRate.words("at 10:30, 3.5 %"))
                .containsExactly("at", "ten", "thirty", "three", "five");
    }

    @Test
    void keepsLettersOfOtherLanguagesWhole() {
        assertThat(WordErrorRate.words("Żółć über 회의 naïve"))
                .containsExactly("żółć", "über", "회의", "naïve");
    }

    @Test
    void namesEachDifferenceWhereItStands() {
        var wer =
                WordErrorRate.of(
                        "we release the new firmware on friday",
                        "we we release the firm where on friday");

        assertThat(wer.substitutions()).isEqualTo(2);
        assertThat(wer.insertions()).isEqualTo(1);
        assertThat(wer.deletions()).isZero();
        assertThat(wer.rate()).isCloseTo(3.0 / 7, within(1e-9));
        assertThat(wer.differences())
                .contains(
                        new WordDifference.Substituted(3, "new", "firm"),
                        new WordDifference.Substituted(4, "firmware", "where"))
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Integer.compare(a.position(), b.position()));
    }

    @Test
    void countsWhatIsMissing() {
        var wer = WordErrorRate.of("one two three four", "one four");

        assertThat(wer.deletions()).isEqualTo(2);
        assertThat(wer.differences())
                .containsExactly(
                        new WordDifference.Missing(1, "two"),
                        new WordDifference.Missing(2, "three"));
        assertThat(wer)
                .hasToString("50.0 % (2 errors in 4 words: 0 substituted, 2 missing, 0 added)");
    }

    @Test
    void countsEveryWordAgainstAnEmptyReference() {
        assertThat(WordErrorRate.of("", "two words").rate()).isEqualTo(2.0);
        assertThat(WordErrorRate.of(" - ", "").rate()).isZero();
    }

    /// The differences are a recipe: applied to the reference they give the recognised text.
    @Test
    void differencesTurnTheReferenceIntoTheRecognisedText() {
        var seed = Long.getLong("seed", 7);
        System.out.println("seed=" + seed);
        var random = new Random(seed);
        for (var round = 0; round < 300; round++) {
            var reference = randomWords(random);
            var recognised = randomWords(random);

            var wer = WordErrorRate.of(String.join(" ", reference), String.join(" ", recognised));

            assertThat(applied(reference, wer.differences())).isEqualTo(recognised);
            assertThat(wer.differences()).hasSize(wer.errors());
        }
    }

    private static List<String> randomWords(Random random) {
        return random.ints(random.nextInt(12), 0, 4).mapToObj(i -> "w" + i).toList();
    }

    private static List<String> applied(List<String> reference, List<WordDifference> differences) {
        var out = new ArrayList<String>();
        var next = 0;
        for (var difference : differences) {
            while (next < difference.position()) {
                out.add(reference.get(next++));
            }
            switch (difference) {
                case WordDifference.Substituted s -> {
                    out.add(s.recognised());
                    next++;
                }
                case WordDifference.Missing m -> next++;
                case WordDifference.Added a -> out.add(a.recognised());
            }
        }
        out.addAll(reference.subList(next, reference.size()));
        return out;
    }
}
