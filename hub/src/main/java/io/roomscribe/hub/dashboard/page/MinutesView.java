package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.transcript.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// Minutes as the page shows them.
///
/// Immutable.
///
/// @param revision 0 when there are none yet
/// @param kind `model` or `extractive`
/// @param title of the model, empty when there is none yet
/// @param summary its paragraphs
/// @param topics shown where there are no parts
/// @param parts what was spoken about, one after the other
/// @param lists what the room's template asks for beside all this
/// @param waiting what to say while there are none
record MinutesView(
        String meeting,
        int revision,
        String kind,
        boolean isFinal,
        String model,
        String createdTime,
        String title,
        List<String> summary,
        List<String> topics,
        List<Part> parts,
        List<Group> groups,
        List<ListView> lists,
        String waiting) {

    /// @param target id of the element that holds its first segment
    /// @param time from when until when; empty when its segments are gone
    record Part(String heading, String text, String target, String time) {}

    record Group(String kind, List<Item> items) {}

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

    /// @param shape `list`, `cards` or `quiz`
    record ListView(String key, String title, String shape, List<EntryView> entries) {}

    /// @param item its text with what it rests on
    /// @param back of a card, or the right answer
    record EntryView(Item item, String back, List<String> choices) {}

    static MinutesView waiting(String meeting, String waiting) {
        return new MinutesView(
                meeting, 0, "", false, "", "", "", List.of(), List.of(), List.of(), List.of(),
                List.of(), waiting);
    }

    /// @param segment one by its number
    /// @param nameOf a speaker's label's name, empty where nobody knows
    static MinutesView of(
            SummaryRevision revision,
            Times times,
            LongFunction<Optional<Segment>> segment,
            Function<String, String> nameOf) {
        var minutes = revision.minutes().worded();
        LongFunction<String> saidBy =
                number -> segment.apply(number).map(Segment::speaker).map(nameOf).orElse("");
        return new MinutesView(
                revision.meeting(),
                revision.revision(),
                revision.kind().word(),
                revision.isFinal(),
                revision.model(),
                times.seconds(revision.createdAt()),
                minutes.title().strip(),
                minutes.summary().lines().filter(line -> !line.isBlank()).toList(),
                minutes.topics(),
                minutes.sections().stream().map(one -> part(one, times, segment)).toList(),
                groups(minutes, saidBy),
                minutes.extras().stream().map(extra -> list(extra, saidBy)).toList(),
                "");
    }

    private static ListView list(Minutes.Extra extra, LongFunction<String> saidBy) {
        return new ListView(
                extra.key(),
                extra.title(),
                extra.shape().word(),
                extra.entries().stream()
                        .map(one ->
                                new EntryView(
                                        item(one.text(), "", "", one.evidence(), saidBy),
                                        one.back(),
                                        one.choices()))
                        .toList());
    }

    private static Part part(
            Section section, Times times, LongFunction<Optional<Segment>> segment) {
        var time =
                segment.apply(section.firstSegment())
                        .map(first ->
                                times.clock(first.startedAt())
                                        + segment.apply(section.lastSegment())
                                                .map(last -> "–" + times.clock(last.endedAt()))
                                                .orElse(""))
                        .orElse("");
        return new Part(
                section.heading(),
                section.text(),
                time.isEmpty() ? "" : "segment-" + section.firstSegment(),
                time);
    }

    private static List<Group> groups(Minutes minutes, LongFunction<String> saidBy) {
        var groups = new ArrayList<Group>();
        add(
                groups,
                "decision",
                minutes.decisions().stream()
                        .map(item -> item(item.text(), "", "", item.evidence(), saidBy))
                        .toList());
        add(
                groups,
                "action",
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
                minutes.openQuestions().stream()
                        .map(item -> item(item.text(), "", "", item.evidence(), saidBy))
                        .toList());
        return List.copyOf(groups);
    }

    private static void add(List<Group> groups, String kind, List<Item> items) {
        if (!items.isEmpty()) {
            groups.add(new Group(kind, items));
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
