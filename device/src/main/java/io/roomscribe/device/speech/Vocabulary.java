package io.roomscribe.device.speech;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The room's own names and terms. Vosk can restrict a recogniser to a list of phrases, but not
/// favour some while it hears everything; so they are put right afterwards: words that are a phrase
/// get its spelling, and words that sound like a long phrase ("firm where" for "firmware") become
/// it. They sound like it when their consonants are the same and three letters in four agree; a
/// phrase of fewer than six letters or four consonants is only spelled, because too much sounds
/// like it.
///
/// Immutable.
final class Vocabulary {
    private static final int LETTERS_MIN = 6;
    private static final int SOUNDS_MIN = 4;
    private static final double ALIKE = 0.75;
    private static final int WORDS_MORE = 2;

    private static final Pattern NOT_A_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");

    private final List<Phrase> phrases;
    private final int wordsMax;

    private record Phrase(String written, String letters, String sounds, int words) {
        static Phrase of(String written) {
            var letters = lettersOf(written);
            return new Phrase(written, letters, soundsOf(letters), written.split(" ").length);
        }

        boolean isLike(String other, int otherWords) {
            return letters.length() >= LETTERS_MIN
                    && sounds.length() >= SOUNDS_MIN
                    && otherWords <= words + WORDS_MORE
                    && soundsOf(other).equals(sounds)
                    && distance(other, letters) <= (1 - ALIKE) * letters.length();
        }
    }

    Vocabulary(List<String> phrases) {
        this.phrases =
                phrases.stream()
                        .map(Phrase::of)
                        .sorted(
                                Comparator.comparingInt((Phrase it) -> it.letters.length())
                                        .reversed())
                        .toList();
        this.wordsMax = this.phrases.stream().mapToInt(it -> it.words + WORDS_MORE).max().orElse(0);
    }

    /// The words with those that are phrases replaced by them.
    List<String> spell(List<String> words) {
        if (phrases.isEmpty()) {
            return words;
        }
        var result = new ArrayList<String>();
        for (var at = 0; at < words.size(); ) {
            var taken = 1;
            var written = words.get(at);
            for (var count = Math.min(wordsMax, words.size() - at); count > 0; count--) {
                var found = find(words.subList(at, at + count));
                if (found.isPresent()) {
                    taken = count;
                    written = found.get().written;
                    break;
                }
            }
            result.add(written);
            at += taken;
        }
        return List.copyOf(result);
    }

    private Optional<Phrase> find(List<String> words) {
        var letters = lettersOf(String.join("", words));
        var same = phrases.stream().filter(it -> it.letters.equals(letters)).findFirst();
        return same.isPresent()
                ? same
                : phrases.stream().filter(it -> it.isLike(letters, words.size())).findFirst();
    }

    private static String lettersOf(String text) {
        return NOT_A_LETTER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /// Consonants, those that are easily confused as one; good enough for English and German.
    private static String soundsOf(String letters) {
        var plain =
                letters.replace("ph", "f")
                        .replace("wh", "w")
                        .replace("ck", "k")
                        .replace("qu", "kw")
                        .replace("x", "ks")
                        .replaceAll("c(?=[eiy])", "s");
        var sounds = new StringBuilder();
        for (var i = 0; i < plain.length(); i++) {
            var letter = plain.charAt(i);
            var sound =
                    switch (letter) {
                        case 'a', 'e', 'i', 'o', 'u', 'y', 'h', 'ä', 'ö', 'ü' -> ' ';
                        case 'c', 'q', 'g' -> 'k';
                        case 'z', 'ß' -> 's';
                        case 'd' -> 't';
                        case 'b' -> 'p';
                        case 'v' -> 'f';
                        default -> letter;
                    };
            var last = sounds.isEmpty() ? ' ' : sounds.charAt(sounds.length() - 1);
            if (sound != ' ' && sound != last) {
                sounds.append(sound);
            }
        }
        return sounds.toString();
    }

    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
