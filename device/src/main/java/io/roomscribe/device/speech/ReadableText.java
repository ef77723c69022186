package io.roomscribe.device.speech;

import io.roomscribe.protocol.text.NumberWords;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// Recognised words as a person would write them: the room's own words as the configuration spells
/// them, numbers in digits, no "um", a capital letter where one belongs. By rules in a resource
/// file for each language; one without a file gets its first letter and the room's words.
///
/// Immutable.
final class ReadableText {
    private final Vocabulary vocabulary;
    private final Optional<NumberWords> numbers;
    private final Set<String> capitals;
    private final Set<String> hesitations;
    private final Set<String> fillers;

    private ReadableText(Vocabulary vocabulary, String language, Properties rules) {
        this.vocabulary = vocabulary;
        this.numbers = NumberWords.of(language);
        this.capitals = set(rules, "capitals");
        this.hesitations = set(rules, "hesitations");
        this.fillers = set(rules, "fillers");
    }

    /// @param language BCP 47
    static ReadableText of(String language, List<String> phrases) {
        var rules = new Properties();
        var name = Locale.forLanguageTag(language).getLanguage() + ".properties";
        try (var in = ReadableText.class.getResourceAsStream(name)) {
            if (in != null) {
                rules.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReadableText(new Vocabulary(phrases), language, rules);
    }

    private static Set<String> set(Properties rules, String key) {
        return Set.copyOf(List.of(rules.getProperty(key, "").split(" ")));
    }

    /// Never empty when there are words.
    String text(List<String> words) {
        var said = words.stream().filter(word -> !hesitations.contains(word)).toList();
        var kept = said.isEmpty() ? words : said;
        var spelled = numbers.map(it -> it.digits(kept)).orElse(kept);
        var written = new ArrayList<String>();
        for (var word : vocabulary.spell(spelled)) {
            written.add(capitals.contains(word) ? capital(word) : word);
        }
        return capital(String.join(" ", written));
    }

    /// True for a guess that may well be noise.
    boolean isFiller(List<String> words) {
        return fillers.containsAll(words);
    }

    private static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
