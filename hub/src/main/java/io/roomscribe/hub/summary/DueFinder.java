package io.roomscribe.hub.summary;

import java.util.Optional;
import java.util.regex.Pattern;

/// Finds when something is to be done, in the words in which it was said. Stateless.
final class DueFinder {
    private static final String DAY =
            "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|afternoon|evening))?";
    private static final String MONTH =
            "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
    private static final String WHEN =
            "(?:the )?end of (?:the |this |next )?(?:day|week|month|quarter|year|"
                    + MONTH
                    + ")"
                    + "|(?:next |this )?"
                    + DAY
                    + "|(?:the )?(?:\\w+(?:th|st|nd|rd) of )?"
                    + MONTH
                    + "|(?:next|this) (?:week|month|quarter|year|meeting)"
                    + "|tomorrow(?: morning| afternoon| evening)?|tonight|noon|today|christmas";

    private static final Pattern BY =
            Pattern.compile(
                    "\\b(?:by|before|until|till|no later than|not later than|at the latest)"
                            + " (?:"
                            + WHEN
                            + ")\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern PLAIN =
            Pattern.compile(
                    "\\b(?:(?:on|in|at) (?:"
                            + WHEN
                            + ")"
                            + "|today|tonight|tomorrow(?: morning| afternoon| evening)?"
                            + "|(?:this|next) (?:week|month|quarter|"
                            + DAY
                            + ")"
                            + "|(?:in|within) (?:a|one|two|three|four|five|six|ten) (?:days?|weeks?|months?|hours?))\\b",
                    Pattern.CASE_INSENSITIVE);

    private DueFinder() {}

    static Optional<String> find(String text) {
        for (var pattern : new Pattern[] {BY, PLAIN}) {
            var match = pattern.matcher(text);
            if (match.find()) {
                return Optional.of(withCapitals(match.group()));
            }
        }
        return Optional.empty();
    }

    /// Where the date ends in the text; -1 without one.
    static int end(String text) {
        for (var pattern : new Pattern[] {BY, PLAIN}) {
            var match = pattern.matcher(text);
            if (match.find()) {
                return match.end();
            }
        }
        return -1;
    }

    static String without(String text) {
        return PLAIN.matcher(BY.matcher(text).replaceAll(" ")).replaceAll(" ");
    }

    /// "by thursday" as "by Thursday".
    static String withCapitals(String due) {
        var sentence = Words.sentence(due, "");
        return due.substring(0, 1) + sentence.substring(1);
    }
}
