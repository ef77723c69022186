package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `roomscribe models list`: the catalogue, and what of it is here.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the catalogue: size, licence, hash, sources, and what is installed.")
final class ModelsListCommand implements Callable<Integer> {
    private final Console console;
    private final ModelsPlaces places;
    private final Catalogue catalogue;

    @Mixin private ModelsOptions options = new ModelsOptions();

    @Option(
            names = "--json",
            description =
                    "one array of {id, kind, language, licence, bytes, sha256, description,"
                            + " sources, path}; path only when it is here")
    private boolean json;

    ModelsListCommand(Console console, ModelsPlaces places, Catalogue catalogue) {
        this.console = console;
        this.places = places;
        this.catalogue = catalogue;
    }

    /// One model as `--json` shows it.
    record Row(
            String id,
            String kind,
            String language,
            String licence,
            long bytes,
            String sha256,
            String description,
            List<String> sources,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> path) {}

    @Override
    public Integer call() {
        var folder = options.folder(places);
        var rows = catalogue.models().stream().map(model -> row(model, folder)).toList();
        if (json) {
            console.answerJson(rows);
        } else {
            rows.forEach(this::show);
            console.note("Models folder: " + folder.path());
        }
        return ExitCode.OK.number();
    }

    private static Row row(CatalogueModel model, ModelsFolder folder) {
        return new Row(
                model.id(),
                model.kind().word(),
                model.language(),
                model.licence(),
                model.bytes(),
                model.sha256(),
                model.description(),
                model.sources().stream().map(Source::title).toList(),
                folder.find(model).map(Object::toString));
    }

    private void show(Row row) {
        console.answer(
                "%s %-38s %-9s %7s  %s"
                        .formatted(
                                row.path().isPresent() ? console.good("*") : " ",
                                row.id(),
                                row.kind() + (row.language().isEmpty() ? "" : " " + row.language()),
                                Sizes.text(row.bytes()),
                                row.description()));
        console.answer(
                console.faint(
                        "    %s; SHA-256 %s; %s"
                                .formatted(
                                        row.licence(),
                                        row.sha256().isEmpty()
                                                ? "recorded when installed"
                                                : row.sha256(),
                                        row.path()
                                                .map(path -> "here: " + path)
                                                .orElse(
                                                        "from "
                                                                + String.join(
                                                                        ", ", row.sources())))));
    }
}
