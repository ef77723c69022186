package io.roomscribe.provisioning.models;

import io.roomscribe.provisioning.models.CatalogueModel.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;

/// Where models stand on this machine; see the package for its layout.
///
/// Immutable.
record ModelsFolder(Path path, Path root) {

    /// Where a model of the catalogue stands once installed.
    Path place(CatalogueModel model) {
        return path.resolve(model.form() == Form.FILE ? model.id() + ".gguf" : model.id());
    }

    /// Where it is now: installed, or bundled.
    Optional<Path> find(CatalogueModel model) {
        if (Files.exists(place(model))) {
            return Optional.of(place(model));
        }
        return bundled(model);
    }

    Optional<Path> bundled(CatalogueModel model) {
        return model.sources().stream()
                .filter(Source.Bundled.class::isInstance)
                .map(source -> root.resolve(((Source.Bundled) source).path()))
                .filter(Files::exists)
                .findFirst();
    }

    /// Parts that were fetched already; kept when a fetch breaks off.
    Path parts(CatalogueModel model) {
        return path.resolve(".parts").resolve(model.id());
    }

    /// Where a model is put together before it is verified.
    Path draft(CatalogueModel model) {
        return path.resolve(".draft-" + model.id());
    }

    /// The hash that was recorded when it was installed.
    Optional<String> recordedHash(CatalogueModel model) throws IOException {
        var file = hashFile(model);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /// A verified draft takes its place at once or not at all.
    void publish(CatalogueModel model, String hash) throws IOException {
        Files.writeString(hashFile(model), hash + "\n");
        delete(place(model));
        Files.move(draft(model), place(model), StandardCopyOption.ATOMIC_MOVE);
        delete(parts(model));
    }

    void remove(CatalogueModel model) throws IOException {
        delete(place(model));
        delete(parts(model));
        delete(draft(model));
        delete(hashFile(model));
    }

    private Path hashFile(CatalogueModel model) {
        return path.resolve("." + model.id() + ".sha256");
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
