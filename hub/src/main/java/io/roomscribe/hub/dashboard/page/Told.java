package io.roomscribe.hub.dashboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A sentence that a box or the hub wrote in English, as its reader gets it: in their language
/// where the catalogue has it, as it came where not, since a box of another release may say it
/// otherwise.
///
/// Immutable.
///
/// @param language what `text` is written in
record Told(String text, String language) {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    static Told asItCame(String english) {
        return new Told(english, Texts.Language.ENGLISH.tag());
    }

    /// What stands in a sentence at the places of a text of the catalogue, `{0}` first.
    ///
    /// @param template of the English catalogue, its places in ascending order
    /// @return empty when it is another sentence
    static Optional<List<String>> values(String template, String english) {
        var pattern = new StringBuilder();
        var at = 0;
        var places = PLACE.matcher(template);
        while (places.find()) {
            pattern.append(Pattern.quote(template.substring(at, places.start()))).append("(.+?)");
            at = places.end();
        }
        pattern.append(Pattern.quote(template.substring(at)));
        var found = Pattern.compile(pattern.toString()).matcher(english);
        if (!found.matches()) {
            return Optional.empty();
        }
        var values = new ArrayList<String>();
        for (var group = 1; group <= found.groupCount(); group++) {
            values.add(found.group(group));
        }
        return Optional.of(List.copyOf(values));
    }
}
