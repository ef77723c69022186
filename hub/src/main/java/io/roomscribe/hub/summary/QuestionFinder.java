package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds what stayed open: what people called open, and questions after which nobody spoke any
/// more. Whether a question in the middle was answered cannot be told by its words, so none of
/// those is listed. Stateless.
final class QuestionFinder {
    private static final Pattern CALLED_OPEN =
            Pattern.compile(
                    "\\b(?:the open question is|it is (?:still )?(?:open|not clear|unclear)|remains open|is still open"
                            + "|we (?:still )?don't know|nobody knows|we (?:still )?(?:need|have) to (?:find out|clarify|check)"
                            + "|to be (?:decided|clarified|confirmed)) (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern ROUTINE =
            Pattern.compile(
                    "\\b(?:any (?:other |more )?questions|anything else|everybody happy|everyone happy|can you hear"
                            + "|how are you|give us an)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// Words that answer nothing.
    private static final int ANSWER_STEMS_MIN = 2;

    List<OpenQuestion> find(List<Line> lines, boolean ended) {
        var found = new ArrayList<OpenQuestion>();
        for (var line : lines) {
            for (var clause : Clauses.of(line.text())) {
                var open = CALLED_OPEN.matcher(clause);
                if (open.find() && Words.stems(open.group("what")).size() >= 2) {
                    found.add(question(line, Words.sentence(Clauses.withoutLeading(clause), ".")));
                }
            }
        }
        if (ended) {
            found.addAll(unanswered(lines));
        }
        return List.copyOf(found);
    }

    private static List<OpenQuestion> unanswered(List<Line> lines) {
        for (var i = lines.size() - 1; i >= 0; i--) {
            var line = lines.get(i);
            var clauses = Clauses.of(line.text());
            var last = clauses.isEmpty() ? "" : clauses.getLast();
            if (Clauses.isQuestion(last)
                    && !ROUTINE.matcher(last).find()
                    && Words.stems(last).size() >= 2) {
                return List.of(question(line, Words.sentence(Clauses.withoutLeading(last), "?")));
            }
            if (Words.stems(line.text()).size() >= ANSWER_STEMS_MIN) {
                return List.of();
            }
        }
        return List.of();
    }

    private static OpenQuestion question(Line line, String text) {
        return new OpenQuestion(text, new Evidence(line.text(), List.of(line.number()), true));
    }
}
