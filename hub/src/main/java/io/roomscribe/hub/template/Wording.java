package io.roomscribe.hub.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A text of a template in the languages it has: English always, others where somebody wrote them.
///
/// Immutable.
public record Wording(Map<String, String> texts) {
    /// Those that minutes can be asked for in.
    public static final List<String> LANGUAGES = List.of("en", "de", "pl");

    public static final Wording NONE = new Wording(Map.of("en", ""));

    public Wording {
        texts = Map.copyOf(texts);
    }

    /// @param language one that it may not have: then in English
    public String in(String language) {
        return Optional.ofNullable(texts.get(language))
                .orElseGet(() -> texts.getOrDefault("en", ""));
    }

    int lengthMax() {
        return texts.values().stream().mapToInt(String::length).max().orElse(0);
    }
}
