package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.language.ScriptedLanguageModel;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TranslationTest {
    private static final Evidence SAID = new Evidence("we decide on 3 boards", List.of(7L), true);
    private static final Minutes MINUTES =
            new Minutes(
                    "",
                    "Ben buys 3 boards. They are red.",
                    List.of(),
                    List.of(),
                    List.of(new Decision("Buy 3 boards.", SAID)),
                    List.of(),
                    List.of());

    @Test
    void translatesEachTextOnceAndLeavesQuotesAlone() throws Exception {
        var model = answering("Ben kauft 3 Platinen.", "Sie sind rot.", "3 Platinen kaufen.");
        var once = translation(model, "de").of(MINUTES);
        var twice = translation(model, "de").of(once);

        assertThat(once.worded().summary()).isEqualTo("Ben kauft 3 Platinen. Sie sind rot.");
        assertThat(once.worded().decisions())
                .containsExactly(new Decision("3 Platinen kaufen.", SAID));
        assertThat(once.summary()).as("as it was checked").isEqualTo(MINUTES.summary());
        assertThat(twice).isEqualTo(once);
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void takesNoTranslationThatSpeaksOfOtherNumbersOrPeople() throws Exception {
        var model = answering("Anna kauft 3 Platinen.", "Sie sind rot.", "30 Platinen kaufen.");

        var minutes = translation(model, "de").of(MINUTES).worded();

        assertThat(minutes.summary()).isEqualTo("Ben buys 3 boards. Sie sind rot.");
        assertThat(minutes.decisions().getFirst().text()).isEqualTo("Buy 3 boards.");
    }

    @Test
    void takesNoTranslationWhoseNumberInWordsIsAnother() {
        var english = "We order twenty-five boards on the third of March.";
        var german = "Wir bestellen fünfundzwanzig Platinen am dritten März.";

        assertThat(isTaken(english, "en", german, "de")).isTrue();
        assertThat(isTaken(english, "en", "Wir bestellen 25 Platinen am 3. März.", "de")).isTrue();
        assertThat(isTaken(german, "de", english, "en")).isTrue();
        for (var planted :
                List.of(
                        german.replace("fünfundzwanzig", "fünfunddreißig"),
                        german.replace("dritten", "vierten"),
                        german.replace("März", "Mai"),
                        german.replace("fünfundzwanzig ", ""),
                        german.replace(".", " um zehn."))) {
            assertThat(isTaken(english, "en", planted, "de")).as(planted).isFalse();
            assertThat(isTaken(planted, "de", english, "en")).as(planted).isFalse();
        }
    }

    @Test
    void comparesDigitsWhereALanguageHasNoRulesForWords() {
        assertThat(isTaken("We order 25 boards.", "en", "Zamawiamy 25 płytek.", "pl")).isTrue();
        assertThat(isTaken("We order 25 boards.", "en", "Zamawiamy 35 płytek.", "pl")).isFalse();
    }

    private static boolean isTaken(String text, String spoken, String translated, String into) {
        return Translation.isFaithful(text, spoken, translated, into);
    }

    @Test
    void leavesMinutesAsTheyAreWithoutAnAnswer() throws Exception {
        var model = ScriptedLanguageModel.failing("broken", Code.TIMED_OUT);

        assertThat(translation(model, "de").of(MINUTES).worded().summary())
                .isEqualTo(MINUTES.summary());
    }

    @Test
    void asksNobodyWhereTheMeetingWasHeldInThatLanguage() throws Exception {
        var model = answering("x");

        assertThat(translation(model, "en").of(MINUTES)).isEqualTo(MINUTES);
        assertThat(translation(model, "").of(MINUTES)).isEqualTo(MINUTES);
        assertThat(model.asked).isEmpty();
    }

    private static Translation translation(ScriptedLanguageModel model, String language) {
        var asker =
                new LanguageAsker(
                        () -> List.of(model),
                        _ -> false,
                        new ModelHealth(java.time.Clock.systemUTC()));
        return new Translation(asker, language, "en-us");
    }

    private static ScriptedLanguageModel answering(String... texts) {
        var lines = new StringBuilder();
        for (var i = 0; i < texts.length; i++) {
            lines.append(i == 0 ? "" : ", ");
            lines.append("{\"line\": %d, \"text\": \"%s\"}".formatted(i + 1, texts[i]));
        }
        return new ScriptedLanguageModel("scripted", 4096, _ -> "{\"lines\": [" + lines + "]}");
    }
}
