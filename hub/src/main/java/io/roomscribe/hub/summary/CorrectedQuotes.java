package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Entry;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.Extra;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks up again what items quote, after people corrected the transcript: the item is checked
/// against what stands there now, as a new one would be.
///
/// Immutable.
final class CorrectedQuotes {
    private final List<Line> lines;
    private final Map<Long, Integer> places = new HashMap<>();
    private final EvidenceCheck check;

    CorrectedQuotes(List<Line> lines, String language) {
        this.lines = List.copyOf(lines);
        for (var i = 0; i < this.lines.size(); i++) {
            places.put(this.lines.get(i).number(), i);
        }
        this.check = new EvidenceCheck(this.lines, language);
    }

    Minutes in(Minutes minutes) {
        var items =
                minutes.withItems(
                        minutes.decisions().stream()
                                .map(item ->
                                        new Decision(
                                                item.text(), found(item.text(), item.evidence())))
                                .toList(),
                        minutes.actionItems().stream()
                                .map(item ->
                                        new ActionItem(
                                                item.text(),
                                                item.owner(),
                                                item.due(),
                                                found(item.text(), item.evidence())))
                                .toList(),
                        minutes.openQuestions().stream()
                                .map(item ->
                                        new OpenQuestion(
                                                item.text(), found(item.text(), item.evidence())))
                                .toList());
        return items.withExtras(minutes.extras().stream().map(this::found).toList());
    }

    private Extra found(Extra extra) {
        return new Extra(
                extra.key(),
                extra.title(),
                extra.shape(),
                extra.entries().stream()
                        .map(one ->
                                new Entry(
                                        one.text(),
                                        one.back(),
                                        one.choices(),
                                        found(claim(one), one.evidence())))
                        .toList());
    }

    private static String claim(Entry entry) {
        return entry.back().isEmpty() ? entry.text() : entry.text() + " " + entry.back();
    }

    /// What is quoted as it stands is left alone, and so is what never was found.
    private Evidence found(String claim, Evidence evidence) {
        if (!evidence.verified() || isStanding(evidence)) {
            return evidence;
        }
        var at =
                evidence.segments().stream()
                        .filter(places::containsKey)
                        .map(places::get)
                        .findFirst()
                        .orElse(-1);
        return check.find(claim, at)
                .map(EvidenceCheck.Place::evidence)
                .orElseGet(() -> new Evidence(evidence.quote(), List.of(), false));
    }

    private boolean isStanding(Evidence evidence) {
        return lines.stream()
                .filter(line -> evidence.segments().contains(line.number()))
                .anyMatch(line -> line.text().contains(evidence.quote()));
    }
}
