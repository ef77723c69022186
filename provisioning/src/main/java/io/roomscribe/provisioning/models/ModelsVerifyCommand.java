package io.roomscribe.provisioning.models;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe models verify`: reads installed models again and compares their hashes.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares models with their SHA-256; without a name, every one that is here.")
final class ModelsVerifyCommand implements Callable<Integer> {
    private final Console console;
    private final ModelsPlaces places;
    private final Catalogue catalogue;

    @Mixin private ModelsOptions options = new ModelsOptions();

    @Parameters(arity = "0..*", paramLabel = "MODEL", description = "ids of models")
    private List<String> ids = List.of();

    @Option(
            names = "--json",
            description = "one array of {id, path, state}; state is ok or damaged")
    private boolean json;

    ModelsVerifyCommand(Console console, ModelsPlaces places, Catalogue catalogue) {
        this.console = console;
        this.places = places;
        this.catalogue = catalogue;
    }

    /// One model as `--json` shows it.
    record Row(String id, String path, String state) {}

    @Override
    public Integer call() {
        var folder = options.folder(places);
        var models =
                ids.isEmpty()
                        ? catalogue.models().stream()
                                .filter(model -> folder.find(model).isPresent())
                                .toList()
                        : ids.stream().map(catalogue::model).toList();
        var rows = models.stream().map(model -> row(model, folder)).toList();
        if (json) {
            console.answerJson(rows);
        } else {
            rows.forEach(row -> console.answer("%-8s %s".formatted(row.state(), row.path())));
        }
        var damaged = rows.stream().filter(row -> !row.state().equals("ok")).toList();
        if (!damaged.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%d of %d models are damaged".formatted(damaged.size(), rows.size()),
                    "run './roomscribe models install --force %s'"
                            .formatted(damaged.getFirst().id()));
        }
        return ExitCode.OK.number();
    }

    private static Row row(CatalogueModel model, ModelsFolder folder) {
        var path =
                folder.find(model)
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.FAILED,
                                        model.id() + " is not installed",
                                        "run './roomscribe models install %s'"
                                                .formatted(model.id())));
        return new Row(
                model.id(), path.toString(), isWhole(model, folder, path) ? "ok" : "damaged");
    }

    private static boolean isWhole(CatalogueModel model, ModelsFolder folder, Path path) {
        try {
            var known = model.hasHash() ? model.sha256() : folder.recordedHash(model).orElse("");
            return known.equals(Checksums.of(path, _ -> {}));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s: %s".formatted(path, e.getMessage()),
                    "check its owner and the disk",
                    e);
        }
    }
}
