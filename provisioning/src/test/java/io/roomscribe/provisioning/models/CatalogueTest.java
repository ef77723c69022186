package io.roomscribe.provisioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
    private final Catalogue catalogue = Catalogue.read();

    @Test
    void namesLicenceSizeAndSourcesOfEveryModel() {
        assertThat(catalogue.models())
                .hasSizeGreaterThan(15)
                .allSatisfy(model -> {
                    assertThat(model.licence()).isNotBlank();
                    assertThat(model.bytes()).isPositive();
                    assertThat(model.sources()).isNotEmpty();
                    assertThat(model.sha256()).matches("([0-9a-f]{64})?");
                });
        assertThat(catalogue.models()).extracting(CatalogueModel::id).doesNotHaveDuplicates();
    }

    @Test
    void hasSpeechModelsForTheLanguagesWePromise() {
        assertThat(
                        catalogue.models().stream()
                                .filter(model -> model.kind() == CatalogueModel.Kind.SPEECH)
                                .map(CatalogueModel::language)
                                .collect(Collectors.toSet()))
                .contains("en", "de", "pl", "es", "fr", "it", "ko");
    }

    @Test
    void knowsTheHashOfWhateverAPackageIndexServes() {
        assertThat(catalogue.models())
                .filteredOn(model ->
                        model.sources().stream().anyMatch(Source.PackageIndex.class::isInstance))
                .hasSize(3)
                .allMatch(CatalogueModel::hasHash);
    }

    @Test
    void listsThePartsOfAModelInOrder() {
        var source = new Source.PackageIndex("model-part", 3, "1.0", "*/part*.bin");

        assertThat(source.requirements())
                .containsExactly("model-part1==1.0", "model-part2==1.0", "model-part3==1.0");
    }

    @Test
    void saysWhatAnUnknownNameProbablyMeant() {
        assertThatThrownBy(() -> catalogue.model("small-de"))
                .hasMessageContaining("vosk-model-small-de-0.15")
                .hasMessageContaining("models list");
    }

    @Test
    void looksForModelsWhereTheEnvironmentSays() {
        var home = Path.of("home");

        assertThat(ModelsPlaces.of(Path.of("root"), Map.of(), home).models())
                .isEqualTo(home.resolve(".roomscribe/models"));
        assertThat(
                        ModelsPlaces.of(
                                        Path.of("root"),
                                        Map.of("ROOMSCRIBE_MODELS", "elsewhere"),
                                        home)
                                .models())
                .isEqualTo(Path.of("elsewhere"));
    }
}
