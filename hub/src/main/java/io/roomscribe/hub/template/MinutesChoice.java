package io.roomscribe.hub.template;

import java.util.List;

/// What was chosen for a room, or for every room that chose nothing else. An empty field is no
/// choice.
///
/// Immutable.
///
/// @param models to ask first, in this order
/// @param language `meeting` for the one that was spoken, or one of [Wording#LANGUAGES]
/// @param template its id
/// @param redaction `never`, `elsewhere` or `always`
public record MinutesChoice(
        List<String> models, String language, String template, String redaction) {
    /// The language that was spoken.
    public static final String MEETING = "meeting";

    /// Nothing was chosen.
    public static final MinutesChoice NONE = new MinutesChoice(List.of(), "", "", "");

    public MinutesChoice {
        models = List.copyOf(models);
    }

    /// What holds where a room chose this and the hub that.
    MinutesChoice or(MinutesChoice hub) {
        return new MinutesChoice(
                models.isEmpty() ? hub.models() : models,
                language.isEmpty() ? hub.language() : language,
                template.isEmpty() ? hub.template() : template,
                redaction.isEmpty() ? hub.redaction() : redaction);
    }
}
