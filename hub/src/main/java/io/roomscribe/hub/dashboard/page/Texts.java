package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Json;
import io.roomscribe.hub.dashboard.route.Problem;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The pages' texts, in the language of whoever is being answered: a file a language, with the same
/// keys. `{0}`, `{1}` stand for values.
///
/// Immutable; the language belongs to the request's thread.
final class Texts {
    private static final String FOR_SCRIPTS = "js.";
    private static final String REASONS = "reason.";
    private static final ScopedValue<Language> READER = ScopedValue.newInstance();
    private static final Map<Language, Properties> TEXTS = new EnumMap<>(Language.class);

    static {
        for (var language : Language.values()) {
            TEXTS.put(language, read(language));
        }
    }

    private Texts() {}

    /// What the pages can be read in.
    enum Language {
        ENGLISH("en", "English", Locale.ENGLISH),
        GERMAN("de", "Deutsch", Locale.GERMAN);

        private final String tag;
        private final String title;
        private final Locale locale;

        Language(String tag, String title, Locale locale) {
            this.tag = tag;
            this.title = title;
            this.locale = locale;
        }

        /// What its reader chose, else what their browser asks for, else English.
        static Language of(Call call) {
            return call.cookie("language")
                    .flatMap(Language::tagged)
                    .or(() -> call.header("Accept-Language").flatMap(Language::wanted))
                    .orElse(ENGLISH);
        }

        private static Optional<Language> wanted(String header) {
            try {
                return Locale.LanguageRange.parse(header).stream()
                        .filter(range -> range.getWeight() > 0)
                        .map(range -> range.getRange().split("-", 2)[0])
                        .flatMap(tag -> tagged(tag).stream())
                        .findFirst();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static Optional<Language> tagged(String tag) {
            return Arrays.stream(values()).filter(one -> one.tag.equals(tag)).findFirst();
        }

        String tag() {
            return tag;
        }

        /// In itself.
        String title() {
            return title;
        }

        String shortTitle() {
            return tag.toUpperCase(Locale.ROOT);
        }

        Locale locale() {
            return locale;
        }

        Language other() {
            return this == ENGLISH ? GERMAN : ENGLISH;
        }
    }

    /// Answers somebody in their language.
    static <T, X extends Throwable> T in(Language language, ScopedValue.CallableOp<T, X> answering)
            throws X {
        return ScopedValue.where(READER, language).call(answering);
    }

    static Language language() {
        return READER.orElse(Language.ENGLISH);
    }

    static String of(String key, Object... values) {
        var text = Objects.requireNonNull(texts().getProperty(key), key);
        for (var i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /// What a state, a command or a condition is called; the word itself, written as one, where we
    /// have no other: a newer box may send it.
    static String word(String group, String word) {
        return texts().getProperty(group + "." + word, word.replace('-', ' '));
    }

    /// What a box or the hub wrote in English about something that has an id.
    ///
    /// @param group `found`, `mend`
    static Told told(String group, String id, String english) {
        return told(group + "." + id, english).orElseGet(() -> Told.asItCame(english));
    }

    /// Why something was not done, which has no id: known by what it says.
    static Told reason(String english) {
        return english().stringPropertyNames().stream()
                .filter(key -> key.startsWith(REASONS))
                .flatMap(key -> told(key, english).stream())
                .findFirst()
                .orElseGet(() -> Told.asItCame(english));
    }

    private static Optional<Told> told(String key, String english) {
        return Optional.ofNullable(english().getProperty(key))
                .flatMap(template -> Told.values(template, english))
                .map(values -> new Told(of(key, values.toArray()), language().tag()));
    }

    private static Properties english() {
        return Objects.requireNonNull(TEXTS.get(Language.ENGLISH));
    }

    /// @param count picks `KEY-one` or `KEY-many`, and is `{0}` in it
    static String count(String key, long count) {
        return of(key + (count == 1 ? "-one" : "-many"), count);
    }

    /// The name of a problem's status; its own where we have no other.
    static String problem(Problem problem) {
        return texts().getProperty("problem." + problem.status(), problem.title());
    }

    /// What the pages' scripts say, as JSON.
    static String forScripts() {
        var texts = new TreeMap<String, String>();
        for (var key : texts().stringPropertyNames()) {
            if (key.startsWith(FOR_SCRIPTS)) {
                texts.put(key.substring(FOR_SCRIPTS.length()), of(key));
            }
        }
        return Json.line(texts);
    }

    private static Properties texts() {
        return Objects.requireNonNull(TEXTS.get(language()));
    }

    private static Properties read(Language language) {
        var name = "texts_%s.properties".formatted(language.tag());
        try (var in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
            var texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the hub's jar", e);
        }
    }
}
