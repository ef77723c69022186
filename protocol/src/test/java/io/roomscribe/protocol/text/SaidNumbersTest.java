package io.roomscribe.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SaidNumbersTest {
    private static final SaidNumbers ENGLISH = SaidNumbers.of("en-US").orElseThrow();
    private static final SaidNumbers GERMAN = SaidNumbers.of("de").orElseThrow();

    @Test
    void readsNumbersInWordsAndInDigits() {
        assertThat(english("twenty-five boards and 3 boxes")).containsExactly("25", "3");
        assertThat(english("two hundred and fifty")).containsExactly("250");
        assertThat(english("a hundred thousand, then twelve")).containsExactly("100000", "12");
        assertThat(english("three million two hundred thousand and five"))
                .containsExactly("3200005");
        assertThat(english("fifteen hundred in nineteen eighty four"))
                .containsExactly("1500", "1984");
        assertThat(english("1,500 at 2.5 million")).containsExactly("1500", "2", "5000000");
        assertThat(german("fünfundzwanzig Platinen und 3 Geräte")).containsExactly("25", "3");
        assertThat(german("Zweihundertfünfzig, dann dreißigtausendzwölf"))
                .containsExactly("250", "30012");
        assertThat(german("drei Millionen zweihunderttausend")).containsExactly("3200000");
        assertThat(german("neunzehnhundertvierundachtzig, zweitausendsechsundzwanzig"))
                .containsExactly("1984", "2026");
        assertThat(german("1.500 für hundert")).containsExactly("1500", "100");
    }

    @Test
    void readsOrdinalsMonthsAndTimesOver() {
        assertThat(english("the third and the twenty-fifth of December"))
                .containsExactly("3", "25", "month 11");
        assertThat(german("der dritte und am fünfundzwanzigsten Dezember"))
                .containsExactly("3", "25", "month 11");
        assertThat(german("dreimal am 25. März")).containsExactly("3", "25", "month 2");
    }

    @Test
    void takesNoWordForANumberThatOnlyLooksLikeOne() {
        assertThat(english("hundreds of them, and everyone may wait a second")).isEmpty();
        assertThat(german("ein Jahrtausend lang, Hunderte, einverstanden, die eine")).isEmpty();
        assertThat(english("")).isEmpty();
    }

    @Test
    void agreesAcrossLanguagesOnEveryNumberInWords() {
        var english = NumberWords.of("en").orElseThrow();
        var german = NumberWords.of("de").orElseThrow();
        IntStream.rangeClosed(2, 9999)
                .forEach(number -> {
                    var one = ENGLISH.in("buy " + english.cardinal(number) + " boards");
                    var other = GERMAN.in(german.cardinal(number) + " Platinen kaufen");

                    assertThat(one.certain()).containsExactly(Integer.toString(number));
                    assertThat(one.agreesWith(other)).as("%d", number).isTrue();
                    assertThat(one.agreesWith(GERMAN.in(number + 1 + " Platinen"))).isFalse();
                });
    }

    @Test
    void countsAWordOfTwoMeaningsOnlyWhereTheOtherTextHasItsNumber() {
        assertThat(agree("The second item is in May.", "Der zweite Punkt ist im Mai.")).isTrue();
        assertThat(agree("Wait a second, you may go.", "Moment, Sie können gehen.")).isTrue();
        assertThat(agree("The second item is in May.", "Der dritte Punkt ist im Mai.")).isFalse();
        assertThat(agree("The second item is in May.", "Der zweite Punkt ist im Juni.")).isFalse();
        assertThat(agree("One device is left.", "1 Gerät ist übrig.")).isTrue();
        assertThat(agree("Two devices are left.", "Beide Geräte sind übrig.")).isTrue();
    }

    @Test
    void tellsAnEnglishBillionFromAGermanOne() {
        assertThat(agree("It costs two billion.", "Es kostet zwei Milliarden.")).isTrue();
        assertThat(agree("It costs two billion.", "Es kostet zwei Billionen.")).isFalse();
        assertThat(agree("It costs 2 million.", "Es kostet 2.000.000.")).isTrue();
    }

    @Test
    void readsOnlyDigitsOfALanguageWithoutRules() {
        assertThat(SaidNumbers.of("pl")).isEmpty();
        assertThat(SaidNumbers.digits("dwa i 1.500, 007").certain()).containsExactly("1500", "7");
    }

    @Test
    void outlivesNumbersThatAreTooLong() {
        var long1 = "9".repeat(40);

        assertThat(english(long1 + " million")).contains(long1);
    }

    private static boolean agree(String english, String german) {
        var isSo = ENGLISH.in(english).agreesWith(GERMAN.in(german));
        assertThat(GERMAN.in(german).agreesWith(ENGLISH.in(english))).isEqualTo(isSo);
        return isSo;
    }

    private static Iterable<String> english(String text) {
        return ENGLISH.in(text).certain();
    }

    private static Iterable<String> german(String text) {
        return GERMAN.in(text).certain();
    }
}
