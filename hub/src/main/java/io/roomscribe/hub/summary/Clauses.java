package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts an utterance into clauses. Recognised speech has no punctuation, so a clause begins where
/// people begin one: at "okay", at a question's inverted verb, at a name that is spoken to.
final class Clauses {
    private static final Pattern MARKS = Pattern.compile("(?<=[.?!;])\\s+");

    /// What opens a clause in the middle of recognised words.
    private static final Pattern OPENING =
            Pattern.compile(
                    " (?=(?:okay|ok|great|thank you|thanks|yes please|good morning"
                            + "|is (?:everybody|everyone|that|there|this|it)(?= (?:happy|okay|fine|all|anything|right|clear|possible))"
                            + "|are there any|do (?:we|you|they) |does (?:that|it|anybody|anyone) |did (?:we|you) "
                            + "|(?:can|could|should|shall) (?:we|i|you|somebody|someone) "
                            + "|what (?:do you|about|is|are) |how (?:much|many|long|do|about) "
                            + "|one question|the (?:next|last|first|final) (?:item|topic|point|meeting) "
                            + "|(?:then|and|so) (?:i will|we decide|we agree) "
                            + "|(?:we have|we are|we need|i have|i think|i would|i don't|it (?:shows|takes|costs)) )\\b)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern LEADING =
            Pattern.compile(
                    "^(?:(?:okay|ok|so|then|good|great|yes|yeah|no|well|and|but|right|sure|oh|um|uh"
                            + "|alright|now|also|because|please|thank you|thanks|good morning)\\b[,.]?\\s*)+",
                    Pattern.CASE_INSENSITIVE);

    private static final char NO_BREAK = '\u00a0';

    private Clauses() {}

    static List<String> of(String text) {
        var clauses = new ArrayList<String>();
        for (var sentence : Words.split(MARKS, text)) {
            var spokenTo = beforeSpokenTo(sentence);
            for (var part : spokenTo) {
                for (var clause : Words.split(OPENING, part)) {
                    if (!clause.isBlank()) {
                        clauses.add(clause.strip().replace(NO_BREAK, ' '));
                    }
                }
            }
        }
        return List.copyOf(clauses);
    }

    /// "... in december martin can you write": the name belongs to what follows.
    private static List<String> beforeSpokenTo(String sentence) {
        var words = Words.split(sentence);
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (var i = 0; i < words.size(); i++) {
            if (i > 0 && isSpokenTo(words, i)) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : " ").append(words.get(i));
            if (isSpokenTo(words, i)) {
                // So that the clause is not cut again between the name and "can you".
                part.append(NO_BREAK).append(words.get(i + 1));
                i++;
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static boolean isSpokenTo(List<String> words, int i) {
        if (!FirstNames.isName(plain(words.get(i))) || i + 2 >= words.size()) {
            return false;
        }
        var next = plain(words.get(i + 1));
        var second = plain(words.get(i + 2));
        return (next.equals("can") || next.equals("could") || next.equals("would"))
                && (second.equals("you") || second.equals("we"));
    }

    static String plain(String word) {
        return word.replaceAll("[.,;:?!]+$", "").toLowerCase(java.util.Locale.ROOT);
    }

    /// Without "okay so" and the like at its start.
    static String withoutLeading(String clause) {
        return LEADING.matcher(clause).replaceFirst("");
    }

    static boolean isQuestion(String clause) {
        var text = withoutLeading(clause).toLowerCase(java.util.Locale.ROOT);
        return clause.strip().endsWith("?") || QUESTION.matcher(text).find();
    }

    private static final Pattern QUESTION =
            Pattern.compile(
                    "^(?:\\w+ )?(?:(?:do|does|did|can|could|should|shall|would|will|is|are|was|were|have|has)"
                            + " (?:we|you|i|they|he|she|it|that|this|there|everybody|everyone|anybody|somebody)\\b"
                            + "|(?:what|when|where|who|why|how|which)\\b(?! (?:we|i|you|they) (?:need|have|did|do)\\b))");
}
