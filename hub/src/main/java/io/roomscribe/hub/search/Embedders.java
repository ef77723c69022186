package io.roomscribe.hub.search;

import io.roomscribe.hub.language.LanguageConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which embedder the configuration asks for.
public final class Embedders {
    private Embedders() {}

    /// @param language its endpoint and key are used for vectors, too
    public static Optional<Embedder> of(SearchConfig config, LanguageConfig language) {
        if (!config.meaning()) {
            return Optional.empty();
        }
        if (config.embeddingModel().isPresent() && language.endpoint().isPresent()) {
            return Optional.of(
                    new EndpointEmbedder(
                            language.endpoint().get(),
                            config.embeddingModel().get(),
                            () -> language.keyFile().map(Embedders::key).orElse("")));
        }
        return Optional.of(new MiniLmEmbedder());
    }

    private static String key(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw SearchException.vectors("the key's file cannot be read", e);
        }
    }
}
