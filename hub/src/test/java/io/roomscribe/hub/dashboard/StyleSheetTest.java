package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A browser takes half a style sheet without a word.
final class StyleSheetTest {
    @Test
    void isWhole() throws IOException {
        var css = read();

        assertThat(css.chars().filter(letter -> letter == '{').count())
                .as("braces that open and close")
                .isEqualTo(css.chars().filter(letter -> letter == '}').count());
        assertThat(css)
                .contains("@media print")
                .contains("@media (prefers-reduced-motion: reduce)")
                .contains(".player ");
    }

    private static String read() throws IOException {
        var name = "/dashboard/roomscribe.css";
        try (var in = StyleSheetTest.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
