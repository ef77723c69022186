package io.roomscribe.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberWordsTest {
    private static final NumberWords ENGLISH = NumberWords.of("en-US").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "two hundred dollars, 200 dollars",
        "in twenty twenty six, in 2026",
        "nineteen ninety nine, 1999",
        "'two thousand twenty six', '2,026'",
        "one thousand five hundred, '1,500'",
        "sixty percent, 60 percent",
        "at ten o'clock, at ten o'clock",
        "twelve devices, twelve devices",
        "a hundred, a hundred",
        "twenty one twenty two, 21 22"
    })
    void writesNumbersAsAReaderExpectsThem(String said, String written) {
        assertThat(String.join(" ", ENGLISH.digits(List.of(said.split(" "))))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "dreihundert euro, 300 euro",
        "zweitausendsechsundzwanzig, 2026",
        "einundzwanzig, 21",
        "zwölf, zwölf"
    })
    void writesGermanNumbers(String said, String written) {
        var german = NumberWords.of("de").orElseThrow();

        assertThat(String.join(" ", german.digits(List.of(said.split(" "))))).isEqualTo(written);
    }

    @Test
    void whatItWritesCanBeSaidAgain() {
        for (var text :
                List.of(
                        "thirteen",
                        "ninety nine",
                        "one hundred one",
                        "twenty twenty",
                        "nine thousand nine hundred ninety nine",
                        "two thousand twenty")) {
            var written = String.join(" ", ENGLISH.digits(List.of(text.split(" "))));

            assertThat(written).matches("[0-9,]+");
            assertThat(ENGLISH.spelled(written)).isEqualTo(text);
        }
    }

    @Test
    void languageWithoutRulesHasNone() {
        assertThat(NumberWords.of("ko")).isEmpty();
    }
}
