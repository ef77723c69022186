package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.language.ScriptedLanguageModel;
import org.junit.jupiter.api.Test;

final class PromptBookTest {
    private final PromptBook book = PromptBook.of("en-us");

    @Test
    void numbersTheLinesAndMarksThemAsData() {
        var message = book.items(Lines.of("hello there", "goodbye")).message();

        assertThat(message).contains("<transcript>\n[1] hello there\n[2] goodbye\n</transcript>");
        assertThat(message).doesNotContain("{transcript}");
    }

    @Test
    void asksInEnglishWhereItHasNoOtherWords() {
        var lines = Lines.of("hello");

        assertThat(PromptBook.of("ko").prose(lines)).isEqualTo(book.prose(lines));
        assertThat(PromptBook.of("").prose(lines)).isEqualTo(book.prose(lines));
        assertThat(PromptBook.of("../en").prose(lines)).isEqualTo(book.prose(lines));
    }

    @Test
    void asksInGermanAndPolishWithEveryPlaceFilled() {
        for (var language : java.util.List.of("de", "pl-PL", "en-us")) {
            var other = PromptBook.of(language);
            var lines = Lines.of("hello there");
            var notes = java.util.List.of("They met.");
            for (var prompt :
                    java.util.List.of(
                            other.items(lines),
                            other.prose(lines),
                            other.proseUpdate("They met.", lines),
                            other.proseMerge(notes),
                            other.read(lines),
                            other.revise(notes),
                            other.finish(notes))) {
                assertThat(prompt.message())
                        .as(language)
                        .doesNotContain("{transcript}", "{notes}")
                        .containsAnyOf("hello there", "They met.");
            }
        }
        assertThat(PromptBook.of("de").read(Lines.of("ja")).message()).startsWith("Neue Zeilen");
        assertThat(PromptBook.of("pl").read(Lines.of("tak")).message()).startsWith("Nowe wiersze");
    }

    @Test
    void tellsTheNotesSoFarFromTheNewLines() {
        var message = book.proseUpdate("They met.", Lines.of("hello")).message();

        assertThat(message).contains("<notes>\nThey met.\n</notes>", "[1] hello");
    }

    /// 962 tokens as llama.cpp counts the prose question over the recognised meeting for Qwen 2.5.
    @Test
    void estimatesTokensFromAboveAndNotTooFar() {
        var model = new ScriptedLanguageModel("counting", 4096, _ -> "");

        var tokens = model.countTokens(book.prose(Lines.read("meeting-recognised.txt")));

        assertThat(tokens).isBetween(MEASURED, MEASURED * 8 / 5);
    }

    private static final int MEASURED = 962;
}
