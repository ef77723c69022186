package io.roomscribe.hub.language;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whom somebody wants asked: models by name, before all others, and what services may not learn.
///
/// Immutable.
///
/// @param models the first is asked first; those that nobody offers are left out
/// @param redaction empty: as the hub's configuration has it
public record ModelWish(List<String> models, Optional<LanguageConfig.Redaction> redaction) {
    /// The usual order and the hub's configuration.
    public static final ModelWish NONE = new ModelWish(List.of(), Optional.empty());

    public ModelWish {
        models = List.copyOf(models);
    }

    /// The same with this model before all others.
    ///
    /// @param model empty for the same wish
    public ModelWish first(String model) {
        return model.isEmpty()
                ? this
                : new ModelWish(
                        Stream.concat(Stream.of(model), models.stream()).distinct().toList(),
                        redaction);
    }

    /// Those that are wanted first, then the others as they were.
    List<LanguageModel> inOrder(List<LanguageModel> offered) {
        return offered.stream()
                .sorted(Comparator.comparingInt(model -> place(model.name())))
                .toList();
    }

    private int place(String name) {
        var at = models.indexOf(name);
        return at < 0 ? models.size() : at;
    }
}
