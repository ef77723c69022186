package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.Entry;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks up in the transcript what a model wrote for a template's lists: an entry is verified where
/// its words stand in one line and its neighbours, with every number, day and name of it. The rest
/// is marked, and copies of the question and what somebody told the machine to write are left out.
///
/// Immutable.
final class ExtraCheck {
    private static final int ENTRY_CHARS_MAX = 400;
    private static final double COPIED = 0.8;
    private static final int STEMS_MIN = 2;

    private final PromptBook book;
    private final List<Line> lines;
    private final EvidenceCheck orders;
    private final SentenceEvidence evidence;

    /// @param lines those that the model was shown
    ExtraCheck(PromptBook book, List<Line> lines, String language) {
        this.book = book;
        this.lines = List.copyOf(lines);
        this.orders = new EvidenceCheck(lines, language);
        this.evidence = new SentenceEvidence(lines.stream().map(Line::text).toList(), language);
    }

    /// Every list of the template, also those for which the answer has nothing.
    List<Extra> of(String answer) {
        var asked = Words.stems(book.ownWords());
        var extras = new ArrayList<Extra>();
        for (var section : book.template().sections()) {
            var entries = new ArrayList<Entry>();
            for (var entry : ModelAnswer.entries(answer, section)) {
                checked(entry, asked).ifPresent(entries::add);
            }
            extras.add(
                    new Extra(
                            section.key(),
                            section.title().in(book.language()),
                            section.shape(),
                            entries));
        }
        return List.copyOf(extras);
    }

    private Optional<Entry> checked(ModelAnswer.Entry entry, java.util.Set<String> asked) {
        var whole = (entry.text() + " " + entry.back()).strip();
        var found = find(entry, whole);
        var isCopy = Words.containment(Words.stems(whole), asked) >= COPIED;
        if (whole.length() > ENTRY_CHARS_MAX
                || (found.equals(Evidence.NONE) && (isCopy || orders.isOrdered(whole)))) {
            return Optional.empty();
        }
        return Optional.of(
                new Entry(Words.sentence(entry.text(), ""), entry.back(), entry.choices(), found));
    }

    /// What a card answers has to have been said, not only what it asks.
    private Evidence find(ModelAnswer.Entry entry, String whole) {
        var answer = entry.back().isEmpty() ? whole : entry.back();
        var claim = Words.stems(answer).size() < STEMS_MIN ? whole : answer;
        var at = evidence.find(claim, entry.line() - 1);
        return at.isPresent() && isSaid(answer, at.getAsInt())
                ? new Evidence(
                        lines.get(at.getAsInt()).text(),
                        List.of(lines.get(at.getAsInt()).number()),
                        true)
                : Evidence.NONE;
    }

    /// A short answer is found by its question's words, so its own have to be there as well.
    private boolean isSaid(String answer, int at) {
        var near = new java.util.HashSet<String>();
        lines.subList(Math.max(0, at - 1), Math.min(lines.size(), at + 2))
                .forEach(line -> near.addAll(Words.stems(line.text())));
        var stems = Words.stems(answer);
        return stems.size() >= STEMS_MIN || near.containsAll(stems);
    }
}
