package io.roomscribe.hub.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Cuts a text that comes in pieces into sentences, each with the numbers in brackets that belong
/// to it, before or after its end mark.
///
/// Confined to one thread.
final class Sentences {
    private static final Pattern END =
            Pattern.compile("[.!?][\"”’)]*(?:\\s*\\[[\\d,\\s]+])*(?=\\s+[^\\s\\[])|\\n+");
    private static final Pattern CITATION = Pattern.compile("\\s*\\[([\\d,\\s]+)]");
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d+\\.)\\s+");
    private static final Pattern ABBREVIATION =
            Pattern.compile(
                    "(?:\\b(?:Mr|Mrs|Ms|Dr|e\\.g|i\\.e|z\\.B|np|ca|approx|No|Nr)|^\\d+)\\.$");

    /// @param cited numbers as they were written
    record Sentence(String text, List<Integer> cited) {}

    private final StringBuilder open = new StringBuilder();
    private final Consumer<Sentence> onSentence;

    Sentences(Consumer<Sentence> onSentence) {
        this.onSentence = onSentence;
    }

    void add(String piece) {
        open.append(piece);
        var from = 0;
        var end = END.matcher(open);
        while (end.find(from)) {
            from = end.end();
            if (!ABBREVIATION.matcher(open.substring(0, end.start() + 1)).find()) {
                tell(open.substring(0, end.end()));
                open.delete(0, end.end());
                from = 0;
                end = END.matcher(open);
            }
        }
    }

    /// What is left at the end.
    void finish() {
        tell(open.toString());
        open.setLength(0);
    }

    private void tell(String text) {
        var cited = new ArrayList<Integer>();
        CITATION.matcher(text).results().forEach(found -> addNumbers(found.group(1), cited));
        var plain =
                LIST_MARK
                        .matcher(CITATION.matcher(text).replaceAll("").strip())
                        .replaceFirst("")
                        .strip();
        if (!plain.isEmpty()) {
            onSentence.accept(new Sentence(plain, List.copyOf(cited)));
        }
    }

    private static void addNumbers(String list, List<Integer> cited) {
        for (var number : list.split("[,\\s]+", -1)) {
            if (!number.isEmpty() && number.length() < 5) {
                cited.add(Integer.parseInt(number));
            }
        }
    }
}
