package io.roomscribe.hub.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageModelsIT {
    private static final URI NOBODY = URI.create("http://127.0.0.1:9/v1");

    @TempDir private Path folder;
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void findsAnOllamaOnThisMachine() throws Exception {
        try (var ollama =
                        new ScriptedOpenAiServer("nomic-embed-text", "llama3.2:3b", "qwen2.5:7b");
                var models = models(LanguageConfig.defaults(), ollama.address())) {
            assertThat(names(models)).containsExactly("qwen2.5:7b", "llama3.2:3b");
        }
    }

    @Test
    void prefersTheConfiguredServiceToWhatItFinds() throws Exception {
        installModel("tiny.gguf");
        try (var ollama = new ScriptedOpenAiServer("llama3.2:3b");
                var service = new ScriptedOpenAiServer("mistral-small");
                var models =
                        models(
                                config(Optional.of(service.address()), Optional.empty()),
                                ollama.address())) {
            assertThat(names(models)).containsExactly("mistral-small", "tiny");
        }
    }

    @Test
    void usesAnInstalledModelWhenNoServiceIsThere() throws Exception {
        installModel("tiny.gguf");
        installModel("larger-model.gguf");

        try (var models = models(LanguageConfig.defaults(), NOBODY)) {
            assertThat(names(models)).containsExactly("larger-model");
        }
    }

    @Test
    void looksAgainAfterAMinuteWhenItFoundNone() throws Exception {
        try (var models = models(LanguageConfig.defaults(), NOBODY)) {
            assertThat(models.candidates()).isEmpty();
            installModel("tiny.gguf");
            assertThat(models.candidates()).isEmpty();

            nanos.addAndGet(60_000_000_000L);

            assertThat(names(models)).containsExactly("tiny");
        }
    }

    @Test
    void saysWhyTheConfiguredServiceCannotBeUsed() {
        try (var models = models(config(Optional.of(NOBODY), Optional.empty()), NOBODY)) {
            assertThatThrownBy(models::candidates)
                    .isInstanceOfSatisfying(
                            LanguageException.class,
                            e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
                    .hasMessageContaining("language.endpoint");
        }
    }

    @Test
    void saysThatTheKeysFileIsMissing() {
        var missing = folder.resolve("no-key");

        try (var models = models(config(Optional.of(NOBODY), Optional.of(missing)), NOBODY)) {
            assertThatThrownBy(models::candidates).hasMessageContaining(missing.toString());
        }
    }

    private void installModel(String name) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("models")).resolve(name), name);
    }

    private LanguageModels models(LanguageConfig config, URI ollama) {
        return new LanguageModels(
                config,
                folder.resolve("models"),
                folder.resolve("work"),
                Redaction.ofNobody(),
                ollama,
                nanos::get);
    }

    private static List<String> names(LanguageModels models) throws InterruptedException {
        return models.candidates().stream().map(LanguageModel::name).toList();
    }

    private static LanguageConfig config(Optional<URI> endpoint, Optional<Path> keyFile) {
        var defaults = LanguageConfig.defaults();
        return new LanguageConfig(
                endpoint,
                keyFile,
                List.of(),
                defaults.contextTokens(),
                defaults.pieceWords(),
                defaults.timeout(),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                defaults.embeddedContextTokens(),
                defaults.embeddedTimeout(),
                0,
                defaults.embeddedIdle(),
                defaults.redaction());
    }
}
