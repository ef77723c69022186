package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;
import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Entry;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.summary.SummaryRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The minutes' parts as every format for people shows them.
///
/// Immutable.
///
/// @param origin which revision it is and who made it
/// @param title of the model, empty when there is none
/// @param paragraphs of the summary
/// @param topics on one line, empty when there are none or parts say more
/// @param parts what was spoken about, one after the other
record MinutesText(
        String origin,
        String title,
        List<String> paragraphs,
        String topics,
        List<Part> parts,
        List<Group> groups) {

    /// @param time `10:00:12 to 10:04:31`, empty when its sentences are gone
    record Part(String heading, String text, String time) {
        /// Time and heading in one.
        String title() {
            return time.isEmpty() ? heading : heading + " (" + time + ")";
        }
    }

    /// Decisions, action items or open questions; never empty.
    record Group(String title, List<Item> items) {}

    /// @param owner empty when none was named
    /// @param due as it was said, empty when nothing was
    /// @param by who said the quote, empty when nobody knows
    /// @param more lines of its own below its text: a card's back, answers to choose from
    record Item(
            String text,
            String owner,
            String due,
            String quote,
            boolean verified,
            String by,
            List<String> more) {
        /// Owner and date in one, empty when neither is known.
        String duty() {
            return String.join(
                    ", ", Stream.of(owner, due).filter(part -> !part.isEmpty()).toList());
        }
    }

    static Optional<MinutesText> of(MeetingDocument document) {
        return document.revision().map(revision -> of(revision, document));
    }

    private static MinutesText of(SummaryRevision revision, MeetingDocument document) {
        var minutes = revision.minutes().worded();
        var groups = new ArrayList<Group>();
        add(
                groups,
                "Decisions",
                minutes.decisions().stream()
                        .map(one -> item(one.text(), one.evidence(), document))
                        .toList());
        add(
                groups,
                "Action items",
                minutes.actionItems().stream().map(one -> item(one, document)).toList());
        add(
                groups,
                "Open questions",
                minutes.openQuestions().stream()
                        .map(one -> item(one.text(), one.evidence(), document))
                        .toList());
        for (var extra : minutes.extras()) {
            add(
                    groups,
                    OneLine.of(extra.title()),
                    extra.entries().stream().map(one -> entry(one, document)).toList());
        }
        return new MinutesText(
                origin(revision),
                OneLine.of(minutes.title()),
                minutes.summary().lines().map(OneLine::of).filter(line -> !line.isEmpty()).toList(),
                minutes.sections().isEmpty() ? OneLine.of(String.join(", ", minutes.topics())) : "",
                minutes.sections().stream().map(one -> part(one, document)).toList(),
                groups);
    }

    private static Part part(Section section, MeetingDocument document) {
        var spoken =
                document.lines().stream()
                        .filter(Line.Spoken.class::isInstance)
                        .map(Line.Spoken.class::cast)
                        .filter(line ->
                                line.number() == section.firstSegment()
                                        || line.number() == section.lastSegment())
                        .toList();
        var time =
                spoken.isEmpty()
                        ? ""
                        : "%s to %s"
                                .formatted(
                                        document.time(spoken.getFirst().at()),
                                        document.time(spoken.getLast().until()));
        return new Part(OneLine.of(section.heading()), OneLine.of(section.text()), time);
    }

    private static void add(List<Group> groups, String title, List<Item> items) {
        if (!items.isEmpty()) {
            groups.add(new Group(title, items));
        }
    }

    private static Item item(ActionItem action, MeetingDocument document) {
        var item = item(action.text(), action.evidence(), document);
        return new Item(
                item.text(),
                OneLine.of(action.owner().orElse("")),
                OneLine.of(action.due().orElse("")),
                item.quote(),
                item.verified(),
                item.by(),
                List.of());
    }

    private static Item entry(Entry entry, MeetingDocument document) {
        var item = item(entry.text(), entry.evidence(), document);
        var more = new ArrayList<String>();
        for (var choice : entry.choices()) {
            more.add("%c) %s".formatted('a' + more.size(), OneLine.of(choice)));
        }
        if (!entry.back().isEmpty()) {
            var at = entry.choices().indexOf(entry.back());
            more.add(at < 0 ? OneLine.of(entry.back()) : "Answer: %c".formatted('a' + at));
        }
        return new Item(
                item.text(), "", "", item.quote(), item.verified(), item.by(), List.copyOf(more));
    }

    private static Item item(String text, Evidence evidence, MeetingDocument document) {
        var by =
                evidence.segments().isEmpty()
                        ? ""
                        : document.speakers().getOrDefault(evidence.segments().getFirst(), "");
        return new Item(
                OneLine.of(text),
                "",
                "",
                OneLine.of(evidence.quote()),
                evidence.verified(),
                by,
                List.of());
    }

    private static String origin(SummaryRevision revision) {
        var made =
                switch (revision.kind()) {
                    case MODEL -> "made by " + OneLine.of(revision.model());
                    case PERSON -> "written by hand";
                    case EXTRACTIVE ->
                            "extractive: sentences picked from the transcript, no language model";
                };
        return "Revision %d%s, %s"
                .formatted(revision.revision(), revision.isFinal() ? ", final" : "", made);
    }
}
