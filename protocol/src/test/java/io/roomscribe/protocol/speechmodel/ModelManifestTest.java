package io.roomscribe.protocol.speechmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelManifestTest {
    private static final String HASH = "ab".repeat(32);

    @TempDir private Path folder;

    /// Counted with `sha256sum` beforehand.
    @Test
    void isKnownByWhatSha256sumPrints() throws IOException {
        Files.createDirectories(folder.resolve("am"));
        Files.writeString(folder.resolve("am/final.mdl"), "sounds");
        Files.writeString(folder.resolve("README"), "a model");

        var manifest = ModelManifest.of("a-model", ModelKind.SPEECH, folder, _ -> {});

        assertThat(manifest.files())
                .extracting(ModelFile::path)
                .containsExactly("README", "am/final.mdl");
        assertThat(manifest.bytes()).isEqualTo(13);
        assertThat(manifest.sha256())
                .isEqualTo("c0e70e4ca36093e52ca9d0ee199453ddae2beb470525d88f227d8acd71e52cd3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/x",
                "a/../b",
                "a//b",
                "",
                ".hidden",
                "a/b/c/d/e/f/g",
                "a\\b",
                "a b"
            })
    void nothingIsWrittenElsewhere(String path) {
        assertThatThrownBy(() -> new ModelFile(path, 1, HASH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", ".part-x", "a b"})
    void aNameIsAFoldersEverywhere(String name) {
        var files = List.of(new ModelFile("x", 1, HASH));

        assertThatThrownBy(() -> new ModelManifest(name, ModelKind.SPEECH, files))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    @Test
    void oneOfAPathOnly() {
        var file = new ModelFile("x", 1, HASH);

        assertThatThrownBy(() -> new ModelManifest("m", ModelKind.SPEECH, List.of(file, file)))
                .hasMessageContaining("twice");
    }
}
