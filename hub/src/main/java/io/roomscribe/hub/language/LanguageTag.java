package io.roomscribe.hub.language;

import java.util.Locale;

/// Languages as recognisers' models, browsers and people write them. Stateless.
public final class LanguageTag {
    private LanguageTag() {}

    /// `en` of `en-US`, `en_us` or `EN`.
    public static String base(String language) {
        return language.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    }
}
