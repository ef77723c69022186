package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.SummaryRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// Minutes as the page shows them.
///
/// Immutable.
///
/// @param revision 0 when there are none yet
/// @param kind `model` or `extractive`
/// @param summary its paragraphs
/// @param waiting what to say while there are none
record MinutesView(
        String meeting,
        int revision,
        String kind,
        boolean isFinal,
        String model,
        String createdTime,
        List<String> summary,
        List<String> topics,
        List<Group> groups,
        String waiting) {

    record Group(String kind, String title, List<Item> items) {}

    /// @param target id of the element that holds the first segment of the quote, empty when none
    /// @param by who said it, empty when nobody knows
    /// @param segments numbers of all segments it stands in, separated by blanks
    record Item(
            String text,
            String owner,
            String due,
            String quote,
            boolean verified,
            String target,
            String segments,
            String by) {}

    static MinutesView waiting(String meeting, String waiting) {
        return new MinutesView(
                meeting, 0, "", false, "", "", List.of(), List.of(), List.of(), waiting);
    }

    /// @param saidBy name of who said a segment
    static MinutesView of(SummaryRevision revision, Times times, LongFunction<String> saidBy) {
        var minutes = revision.minutes();
        return new MinutesView(
                revision.meeting(),
                revision.revision(),
                revision.kind().word(),
                revision.isFinal(),
                revision.model(),
                times.seconds(revision.createdAt()),
                minutes.summary().lines().filter(line -> !line.isBlank()).toList(),
                minutes.topics(),
                groups(minutes, saidBy),
                "");
    }

    private static List<Group> groups(Minutes minutes, LongFunction<String> saidBy) {
        var groups = new ArrayList<Group>();
        add(
                groups,
                "decision",
                "Decisions",
                minutes.decisions().stream()
                        .map(item -> item(item.text(), "", "", item.evidence(), saidBy))
                        .toList());
        add(
                groups,
                "action",
                "Action items",
                minutes.actionItems().stream()
                        .map(item ->
                                item(
                                        item.text(),
                                        item.owner().orElse(""),
                                        item.due().orElse(""),
                                        item.evidence(),
                                        saidBy))
                        .toList());
        add(
                groups,
                "question",
                "Open questions",
                minutes.openQuestions().stream()
                        .map(item -> item(item.text(), "", "", item.evidence(), saidBy))
                        .toList());
        return List.copyOf(groups);
    }

    private static void add(List<Group> groups, String kind, String title, List<Item> items) {
        if (!items.isEmpty()) {
            groups.add(new Group(kind, title, items));
        }
    }

    private static Item item(
            String text, String owner, String due, Evidence evidence, LongFunction<String> saidBy) {
        return new Item(
                text,
                owner,
                due,
                evidence.quote(),
                evidence.verified(),
                evidence.segments().isEmpty() ? "" : "segment-" + evidence.segments().getFirst(),
                evidence.segments().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                evidence.segments().isEmpty() ? "" : saidBy.apply(evidence.segments().getFirst()));
    }
}
