package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds what was settled by the words with which people settle things. Stateless.
final class DecisionFinder {
    private static final Pattern SETTLED =
            Pattern.compile(
                    "(?<!\\b(?:do|did|should|can|could|shall|will|if|until|when|before) )"
                            + "\\bwe(?:'ve| have|'re| are)?(?: all| now| just)?"
                            + " (?:decide|decided|agree|agreed|settle|settled)(?: (?:to|that|on|upon|by))?"
                            + " (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CALLED =
            Pattern.compile(
                    "\\b(?:(?:the|our) decision is|it is decided|it's decided|we(?:'ll| will) go with"
                            + "|we(?:'re| are) going with)(?: (?:to|that))? (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern LET_US =
            Pattern.compile(
                    "^let's (?!get started|start|begin|see|move on|go(?: on| ahead| back)?\\b|continue|talk|discuss"
                            + "|look|take a|hope|say|just (?:see|start)|wrap|close|finish|come back|not forget|repeat"
                            + "|assume|face it|imagine)(?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    /// "let's" within a clause that starts otherwise.
    private static final Pattern LATER_LET_US = Pattern.compile(" (?=(?:but |and |so )?let's )");

    private static final int WORDS_MIN = 2;

    List<Decision> find(List<Line> lines) {
        var found = new ArrayList<Decision>();
        for (var line : lines) {
            var inLine = new ArrayList<Decision>();
            for (var clause : Clauses.of(line.text())) {
                what(clause).ifPresent(text -> inLine.add(decision(line, text)));
            }
            found.addAll(inLine);
        }
        return List.copyOf(found);
    }

    private static Decision decision(Line line, String text) {
        return new Decision(
                Words.sentence(beforeNextName(text), "."),
                new Evidence(line.text(), List.of(line.number()), true));
    }

    private static Optional<String> what(String clause) {
        var plain = Clauses.withoutLeading(clause);
        for (var pattern : List.of(SETTLED, CALLED)) {
            var match = pattern.matcher(plain);
            if (match.find() && isEnough(match.group("what"))) {
                return Optional.of(match.group("what"));
            }
        }
        for (var part : Words.split(LATER_LET_US, plain)) {
            var match = LET_US.matcher(Clauses.withoutLeading(part));
            if (match.find() && isEnough(match.group("what"))) {
                return Optional.of(match.group("what"));
            }
        }
        return Optional.empty();
    }

    /// "... in december martin canyon ...": after a date, a name begins something else.
    private static String beforeNextName(String text) {
        var due = DueFinder.end(text);
        if (due < 0) {
            return text;
        }
        var rest = Words.split(text.substring(due));
        return !rest.isEmpty() && FirstNames.isName(Clauses.plain(rest.getFirst()))
                ? text.substring(0, due)
                : text;
    }

    private static boolean isEnough(String what) {
        return Words.stems(what).size() >= WORDS_MIN;
    }
}
