package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The models Roomscribe knows, from `catalogue.json`.
///
/// Immutable.
record Catalogue(List<CatalogueModel> models) {

    Catalogue {
        models = List.copyOf(models);
    }

    static Catalogue read() {
        try (var in =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
            return JsonMapper.builder().build().readValue(in, Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue.json is broken", e);
        }
    }

    /// @throws CommandException naming what was probably meant
    CatalogueModel model(String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private CommandException unknown(String id) {
        var like =
                models.stream()
                        .map(CatalogueModel::id)
                        .filter(known -> known.contains(id))
                        .toList();
        var meant = like.isEmpty() ? "" : ", perhaps " + String.join(" or ", like);
        return new CommandException(
                ExitCode.USAGE,
                "there is no model '%s' in the catalogue%s".formatted(id, meant),
                "see './roomscribe models list'");
    }
}
