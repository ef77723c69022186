package io.roomscribe.provisioning.models;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where models are looked for when nothing else is said.
///
/// Immutable.
///
/// @param root the project's or installation's folder, for bundled models
/// @param models the models folder
public record ModelsPlaces(Path root, Path models) {

    public static ModelsPlaces of(Path root, Map<String, String> environment, Path home) {
        return new ModelsPlaces(
                root,
                Optional.ofNullable(environment.get("ROOMSCRIBE_MODELS"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of)
                        .orElse(home.resolve(".roomscribe").resolve("models")));
    }
}
