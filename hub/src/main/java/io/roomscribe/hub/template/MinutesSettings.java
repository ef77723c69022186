package io.roomscribe.hub.template;

import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.language.ModelWish;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a room's minutes are made.
///
/// Immutable.
///
/// @param wish which models are asked first, and what services may not learn
/// @param language that they are shown in; empty for the one that was spoken
/// @param missing id of a template that was chosen and is not there (any more): the free one stands
///   in; empty otherwise
public record MinutesSettings(
        ModelWish wish, String language, MinutesTemplate template, String missing) {

    /// As long as nobody has chosen anything.
    public static MinutesSettings usual() {
        return new MinutesSettings(ModelWish.NONE, "", MinutesTemplate.free(), "");
    }

    static MinutesSettings of(MinutesChoice choice, TemplateShelf.Shelf shelf) {
        var wanted = choice.template().isEmpty() ? MinutesTemplate.FREE : choice.template();
        var found = shelf.find(wanted);
        return new MinutesSettings(
                new ModelWish(choice.models(), redaction(choice.redaction())),
                choice.language().equals(MinutesChoice.MEETING) ? "" : choice.language(),
                found.or(() -> shelf.find(MinutesTemplate.FREE)).orElseGet(MinutesTemplate::free),
                found.isPresent() ? "" : wanted);
    }

    static Optional<Redaction> redaction(String word) {
        return word.isEmpty()
                ? Optional.empty()
                : List.of(Redaction.values()).stream()
                        .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    /// The same, asking this model before all others.
    ///
    /// @param model empty for the same
    public MinutesSettings asking(String model) {
        return new MinutesSettings(wish.first(model), language, template, missing);
    }
}
