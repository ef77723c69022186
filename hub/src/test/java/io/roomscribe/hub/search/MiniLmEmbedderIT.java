package io.roomscribe.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The real model knows what English sentences mean, and which pieces its makers cut them into.
final class MiniLmEmbedderIT {
    @Test
    void findsTheSentenceThatMeansTheSame() throws Exception {
        try (var embedder = new MiniLmEmbedder()) {
            var vectors =
                    embedder.embed(
                            List.of(
                                    "delay of the financial plan",
                                    "we postponed the quarterly budget",
                                    "the soup at the restaurant was cold"));

            assertThat(likeness(vectors.get(0), vectors.get(1)))
                    .isGreaterThan(embedder.leastLikeness() + 0.1);
            assertThat(likeness(vectors.get(0), vectors.get(2)))
                    .isLessThan(embedder.leastLikeness());
        }
    }

    @Test
    void cutsWordsAsTheModelLearnedThem() throws Exception {
        try (var tokenizer =
                MiniLmEmbedderIT.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            var pieces = new WordPieces(java.util.Objects.requireNonNull(tokenizer));

            // As Hugging Face's own tokenizer of this model has them.
            assertThat(pieces.of("Hello, world!", 128))
                    .containsExactly(101, 7592, 1010, 2088, 999, 102);
            assertThat(pieces.of("Café embeddings", 128))
                    .containsExactly(101, 7668, 7861, 8270, 4667, 2015, 102);
            assertThat(pieces.of("word ".repeat(500), 128)).hasSize(128);
        }
    }

    private static double likeness(float[] one, float[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
