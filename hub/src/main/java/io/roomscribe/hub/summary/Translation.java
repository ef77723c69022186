package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.language.LanguageTag;
import io.roomscribe.hub.summary.Minutes.Translated;
import io.roomscribe.protocol.text.SaidNumbers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives minutes other words in the language that was chosen for a room. Only texts that were
/// checked in the language of the meeting are translated, each once, and a translation counts only
/// where it has the same numbers and names; else the text stands as it was checked. What an item
/// rests on is never translated.
///
/// Confined to one revision.
final class Translation {
    private static final Logger LOG = System.getLogger(Translation.class.getName());
    private static final int TEXTS_MAX = 24;
    private static final int LONGER_MAX = 3;
    private static final int ROOM = 40;

    /// Endings change with the case: "Bena" is Ben.
    private static final int NAME_LETTERS = 3;

    private final LanguageAsker asker;
    private final String language;
    private final String spoken;
    private final boolean isNeeded;

    /// @param language that was chosen; empty for the one that was spoken
    /// @param spoken as the recogniser's model says it
    Translation(LanguageAsker asker, String language, String spoken) {
        this.asker = asker;
        this.language = language;
        this.spoken = LanguageTag.base(spoken);
        this.isNeeded = !language.isEmpty() && !this.spoken.equals(language);
    }

    /// With words for everything that has none yet; what cannot be translated now stands as it is.
    Minutes of(Minutes minutes) throws InterruptedException {
        if (!isNeeded) {
            return minutes.withTranslated(Optional.empty());
        }
        var before =
                minutes.translated()
                        .filter(it -> it.language().equals(language))
                        .map(Translated::texts)
                        .orElse(Map.of());
        var wording = new HashMap<String, String>();
        var open = new ArrayList<String>();
        for (var text : WordedMinutes.texts(minutes)) {
            var known = before.get(text);
            if (known == null) {
                open.add(text);
            } else {
                wording.put(text, known);
            }
        }
        try {
            for (var i = 0; i < open.size(); i += TEXTS_MAX) {
                var some = open.subList(i, Math.min(i + TEXTS_MAX, open.size()));
                wording.putAll(asker.ask(model -> translated(model, some)).result());
            }
        } catch (LanguageException e) {
            LOG.log(Level.INFO, "Minutes not translated language={0} code={1}", language, e.code());
        }
        return minutes.withTranslated(Optional.of(new Translated(language, wording)));
    }

    private Map<String, String> translated(LanguageModel model, List<String> texts)
            throws InterruptedException {
        try {
            var lines = ModelAnswer.lines(model.answer(PromptBook.of(language).translate(texts)));
            var found = new HashMap<String, String>();
            for (var i = 0; i < texts.size(); i++) {
                var line = lines.get(i + 1);
                if (line != null && isFaithful(texts.get(i), spoken, line, language)) {
                    found.put(texts.get(i), line);
                }
            }
            return found;
        } catch (LanguageException e) {
            if (!e.isAboutLength() || texts.size() < 2) {
                throw e;
            }
            var both = new HashMap<>(translated(model, texts.subList(0, texts.size() / 2)));
            both.putAll(translated(model, texts.subList(texts.size() / 2, texts.size())));
            return both;
        }
    }

    /// Not whether it is right, but whether it says of other numbers or people.
    static boolean isFaithful(String text, String spoken, String translated, String language) {
        var isSized = translated.length() <= LONGER_MAX * text.length() + ROOM;
        var names = Words.of(text).stream().filter(FirstNames::isName).toList();
        var words = Words.of(translated);
        return isSized
                && hasSameNumbers(text, spoken, translated, language)
                && names.stream().allMatch(name -> isThere(name, words))
                && written(translated).stream().allMatch(name -> isThere(name, Words.of(text)));
    }

    /// Names with a capital: the German "will" is none.
    private static List<String> written(String text) {
        return Words.split(text).stream()
                .filter(word -> Character.isUpperCase(word.codePointAt(0)))
                .flatMap(word -> Words.of(word).stream())
                .filter(FirstNames::isName)
                .toList();
    }

    private static boolean isThere(String name, List<String> words) {
        var begin = name.substring(0, Math.min(NAME_LETTERS, name.length()));
        return words.stream().anyMatch(word -> word.startsWith(begin));
    }

    /// In digits or in words, where both languages have rules for these; else in digits.
    private static boolean hasSameNumbers(
            String text, String spoken, String translated, String language) {
        var before = SaidNumbers.of(spoken);
        var after = SaidNumbers.of(language);
        if (before.isEmpty() || after.isEmpty()) {
            return SaidNumbers.digits(text).agreesWith(SaidNumbers.digits(translated));
        }
        return before.get().in(text).agreesWith(after.get().in(translated));
    }
}
