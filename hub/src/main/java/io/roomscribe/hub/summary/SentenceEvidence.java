package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks a written sentence up in what was said: as [EvidenceCheck] does for minutes, and stricter
/// where a sentence is easily wrong by one word. Numbers, days, months and names of the sentence
/// all have to have been said there.
///
/// Immutable.
public final class SentenceEvidence {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Set<String> DAYS =
            Words.setOf(
                    "monday tuesday wednesday thursday friday saturday sunday january february march"
                            + " april june july august september october november december today"
                            + " tomorrow yesterday montag dienstag mittwoch donnerstag freitag samstag"
                            + " sonntag januar februar juni juli oktober dezember heute morgen gestern"
                            + " poniedziałek wtorek środa czwartek piątek sobota niedziela");
    private static final Map<String, String> NUMBER_WORDS = numberWords();

    private final EvidenceCheck check;
    private final List<String> texts;
    private final boolean namesAreCapital;

    /// @param texts lines that follow each other, with their speakers' names
    public SentenceEvidence(List<String> texts, String language) {
        var lines = new ArrayList<Line>();
        for (var i = 0; i < texts.size(); i++) {
            lines.add(new Line(i, texts.get(i)));
        }
        this.texts = List.copyOf(texts);
        this.check = new EvidenceCheck(lines, language);
        // German writes every noun so.
        this.namesAreCapital = !language.startsWith("de");
    }

    /// The sentences of a text, as they are written.
    public static List<String> sentences(String prose) {
        return Words.split(END, prose);
    }

    private static Map<String, String> numberWords() {
        var words =
                Words.split(
                        "zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                + " fourteen fifteen sixteen seventeen eighteen nineteen twenty");
        var numbers = new java.util.HashMap<String, String>();
        for (var i = 0; i < words.size(); i++) {
            numbers.put(Integer.toString(i), words.get(i));
        }
        var tens = Words.split("twenty thirty forty fifty sixty seventy eighty ninety hundred");
        for (var i = 0; i < tens.size(); i++) {
            numbers.put(Integer.toString(20 + 10 * i), tens.get(i));
        }
        return Map.copyOf(numbers);
    }

    /// The line that bears a sentence out; empty when none does.
    ///
    /// @param claimedAt the line that its writer names, -1 for none
    public OptionalInt find(String sentence, int claimedAt) {
        var place = check.find(sentence, claimedAt);
        return place.isPresent() && isSaidNear(sentence, place.get().at())
                ? OptionalInt.of(place.get().at())
                : OptionalInt.empty();
    }

    private boolean isSaidNear(String sentence, int at) {
        var said = new HashSet<String>();
        var near = texts.subList(Math.max(0, at - 1), Math.min(texts.size(), at + 2));
        near.forEach(text -> said.addAll(Words.of(text)));
        return hardWords(sentence).stream()
                .allMatch(word ->
                        said.contains(word)
                                || said.contains(word + "s")
                                || Optional.ofNullable(NUMBER_WORDS.get(word))
                                        .filter(said::contains)
                                        .isPresent());
    }

    private List<String> hardWords(String sentence) {
        var hard = new ArrayList<String>();
        NUMBER.matcher(sentence).results().forEach(found -> hard.add(found.group()));
        var isFirst = true;
        for (var word : Words.split(sentence)) {
            var plain = word.replaceAll("[^\\p{L}\\p{N}']|'s$", "").toLowerCase(Locale.ROOT);
            var isCapital = Character.isUpperCase(word.charAt(0)) && word.length() > 1;
            if (DAYS.contains(plain)
                    || (namesAreCapital && isCapital && !isFirst && Words.isContent(plain))) {
                hard.add(plain);
            }
            isFirst = false;
        }
        return hard;
    }

    /// How much of a question's content stands in a text, 0 to 1; 0 when it has no content.
    public static double shareOf(String question, String text) {
        var wanted = Words.stems(question);
        if (wanted.isEmpty()) {
            return 0;
        }
        var there = Words.stems(text);
        return (double) wanted.stream().filter(there::contains).count() / wanted.size();
    }

    /// Recognised words as a sentence.
    public static String asSentence(String text) {
        return Words.sentence(text, ".");
    }
}
