package io.roomscribe.hub.template;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What minutes are to contain beside prose, decisions, tasks and questions, which all have.
///
/// Immutable.
///
/// @param id its file's name without its end
/// @param guidance how prose is to be written; empty for no wish
/// @param isOwn whether somebody laid it into the hub's folder; else it came with the hub
public record MinutesTemplate(
        String id, Wording title, Wording guidance, List<Section> sections, boolean isOwn) {
    /// The one without wishes.
    public static final String FREE = "free";

    public MinutesTemplate {
        sections = List.copyOf(sections);
    }

    /// Asks for nothing more than every template has.
    public static MinutesTemplate free() {
        return new MinutesTemplate(FREE, Wording.NONE, Wording.NONE, List.of(), false);
    }

    public Optional<Section> section(String key) {
        return sections.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /// One more list of the minutes.
    ///
    /// @param key names it in files, answers of models and the API
    /// @param atMost entries of a stretch that a model reads at once
    /// @param ask what belongs into it
    public record Section(String key, Shape shape, Wording title, int atMost, Wording ask) {}

    /// What an entry consists of.
    public enum Shape {
        /// A sentence.
        LIST,
        /// A front and a back.
        CARDS,
        /// A question, answers to choose from, the right one.
        QUIZ;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
