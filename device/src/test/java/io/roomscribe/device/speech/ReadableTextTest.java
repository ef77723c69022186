package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadableTextTest {
    private static final List<String> TERMS = List.of("firmware", "Dashboard", "Ben", "Dana Weber");

    @ParameterizedTest
    @CsvSource({
        "so i think we meet on monday, So I think we meet on Monday",
        "um in twenty twenty six uh we sold three hundred, In 2026 we sold 300",
        "the new firm where is on the dash board, The new firmware is on the Dashboard",
        "dana weber and ben, Dana Weber and Ben",
        "when the bin is full, When the bin is full",
        "uh um, Uh um"
    })
    void readsAsAPersonWouldWriteIt(String said, String written) {
        var readable = ReadableText.of("en", TERMS);

        assertThat(readable.text(List.of(said.split(" ")))).isEqualTo(written);
    }

    @Test
    void germanHasItsOwnRules() {
        var readable = ReadableText.of("de-DE", List.of());

        assertThat(readable.text(List.of("am", "montag", "ähm", "kommen", "dreihundert")))
                .isEqualTo("Am Montag kommen 300");
    }

    @Test
    void languageWithoutRulesKeepsItsWords() {
        assertThat(ReadableText.of("fr", List.of()).text(List.of("bonjour", "um", "twenty")))
                .isEqualTo("Bonjour um twenty");
    }

    @Test
    void knowsGuessesThatMayBeNoise() {
        var readable = ReadableText.of("en", List.of());

        assertThat(readable.isFiller(List.of("yeah"))).isTrue();
        assertThat(readable.isFiller(List.of("yeah", "let's"))).isFalse();
    }
}
