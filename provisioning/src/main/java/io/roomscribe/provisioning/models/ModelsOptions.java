package io.roomscribe.provisioning.models;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What every `models` command takes.
final class ModelsOptions {
    @Option(
            names = "--models-folder",
            paramLabel = "FOLDER",
            description =
                    "where models stand (default: $ROOMSCRIBE_MODELS, else .roomscribe/models in"
                            + " the home folder)")
    private Optional<Path> folder = Optional.empty();

    ModelsFolder folder(ModelsPlaces places) {
        return new ModelsFolder(
                folder.orElse(places.models()).toAbsolutePath().normalize(), places.root());
    }
}
