package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import io.roomscribe.hub.summary.Minutes.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// Carries what earlier revisions found into the next. Nothing is lost because a later answer left
/// it out; the same thing said twice becomes one item with the evidence of both. Stateless.
final class MinutesMerge {
    /// Share of the shorter item's content words that the other has, from which on they are one.
    private static final double SAME = 0.6;

    /// The same when both rest on the same words of the transcript.
    private static final double SAME_WITH_SAME_EVIDENCE = 0.34;

    private MinutesMerge() {}

    static Minutes merge(Minutes earlier, Minutes later) {
        return new Minutes(
                later.title().isBlank() ? earlier.title() : later.title(),
                later.summary().isBlank() ? earlier.summary() : later.summary(),
                later.topics().isEmpty() ? earlier.topics() : later.topics(),
                sections(earlier.sections(), later.sections()),
                decisions(earlier.decisions(), later.decisions()),
                actionItems(earlier.actionItems(), later.actionItems()),
                questions(earlier.openQuestions(), later.openQuestions()),
                ExtraMerge.merge(earlier.extras(), later.extras()),
                later.translated().or(earlier::translated));
    }

    /// Items in the order in which they were said, those that were not found last. A task that a
    /// model also took for a decision is one task.
    static Minutes inOrder(Minutes minutes) {
        var tasks =
                minutes.actionItems().stream()
                        .sorted(Comparator.comparingLong(item -> at(item.evidence())))
                        .toList();
        var decisions =
                minutes.decisions().stream()
                        .filter(item -> tasks.stream().noneMatch(task -> isTask(item, task)))
                        .sorted(Comparator.comparingLong(item -> at(item.evidence())))
                        .toList();
        return minutes.withItems(decisions, tasks, minutes.openQuestions())
                .withExtras(ExtraMerge.inOrder(minutes.extras()));
    }

    /// Those of the later one stand; of the earlier one those about other lines.
    static List<Section> sections(List<Section> earlier, List<Section> later) {
        return Stream.concat(
                        earlier.stream()
                                .filter(one -> later.stream().noneMatch(other -> meet(one, other))),
                        later.stream())
                .sorted(Comparator.comparingLong(Section::firstSegment))
                .toList();
    }

    private static boolean meet(Section one, Section other) {
        return one.firstSegment() <= other.lastSegment()
                && other.firstSegment() <= one.lastSegment();
    }

    static long at(Evidence evidence) {
        return evidence.segments().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    private static boolean isTask(Decision decision, ActionItem task) {
        return decision.evidence().segments().stream()
                        .anyMatch(task.evidence().segments()::contains)
                && Words.containment(
                                Words.stems(DueFinder.without(decision.text())),
                                Words.stems(work(task)))
                        >= SAME;
    }

    static List<Decision> decisions(List<Decision> earlier, List<Decision> later) {
        return merge(
                earlier,
                later,
                (one, other) -> same(one.text(), one.evidence(), other.text(), other.evidence()),
                MinutesMerge::better);
    }

    static List<ActionItem> actionItems(List<ActionItem> earlier, List<ActionItem> later) {
        return merge(earlier, later, MinutesMerge::sameWork, MinutesMerge::better);
    }

    static List<OpenQuestion> questions(List<OpenQuestion> earlier, List<OpenQuestion> later) {
        return merge(
                earlier,
                later,
                (one, other) -> same(one.text(), one.evidence(), other.text(), other.evidence()),
                (one, other) -> one);
    }

    static List<ActionItem> withoutRepeated(List<ActionItem> items) {
        return actionItems(List.of(), items);
    }

    private static <T> List<T> merge(
            List<T> earlier, List<T> later, BiPredicate<T, T> same, BinaryOperator<T> better) {
        var merged = new ArrayList<>(earlier);
        for (var item : later) {
            var at = indexOf(merged, item, same);
            if (at < 0) {
                merged.add(item);
            } else {
                merged.set(at, better.apply(merged.get(at), item));
            }
        }
        return List.copyOf(merged);
    }

    private static <T> int indexOf(List<T> items, T wanted, BiPredicate<T, T> same) {
        for (var i = 0; i < items.size(); i++) {
            if (same.test(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    static boolean same(String one, Evidence oneRests, String other, Evidence otherRests) {
        var likeness = Words.containment(Words.stems(one), Words.stems(other));
        var shared = oneRests.segments().stream().anyMatch(otherRests.segments()::contains);
        return likeness >= (shared ? SAME_WITH_SAME_EVIDENCE : SAME);
    }

    private static boolean sameWork(ActionItem one, ActionItem other) {
        var owners =
                one.owner().isEmpty()
                        || other.owner().isEmpty()
                        || one.owner().equals(other.owner());
        return owners
                && Words.containment(Words.stems(work(one)), Words.stems(work(other))) >= SAME;
    }

    /// Without its date, which two tasks may share.
    private static String work(ActionItem item) {
        return item.due()
                .map(due ->
                        item.text().replaceAll("(?i)" + java.util.regex.Pattern.quote(due), " "))
                .orElse(item.text());
    }

    /// A verified item is not given up for an unverified one.
    private static Decision better(Decision one, Decision other) {
        if (!one.evidence().verified() && other.evidence().verified()) {
            return other;
        }
        var text = other.evidence().verified() ? fuller(one.text(), other.text()) : one.text();
        return new Decision(text, together(one.evidence(), other.evidence()));
    }

    private static ActionItem better(ActionItem one, ActionItem other) {
        if (!one.evidence().verified() && other.evidence().verified()) {
            return other;
        }
        if (!other.evidence().verified() && one.evidence().verified()) {
            return one;
        }
        return new ActionItem(
                fuller(one.text(), other.text()),
                firstOf(one.owner(), other.owner()),
                firstOf(one.due(), other.due()),
                together(one.evidence(), other.evidence()));
    }

    /// The earlier wording stays, so that minutes do not change their words all the time, unless
    /// the other says all of it and more.
    private static String fuller(String one, String other) {
        var stems = Words.stems(one);
        var others = Words.stems(other);
        return others.size() > stems.size() && others.containsAll(stems) ? other : one;
    }

    private static Optional<String> firstOf(Optional<String> one, Optional<String> other) {
        return one.isPresent() ? one : other;
    }

    private static Evidence together(Evidence one, Evidence other) {
        if (!other.verified()) {
            return one;
        }
        var segments = new LinkedHashSet<>(one.segments());
        segments.addAll(other.segments());
        return new Evidence(one.quote(), List.copyOf(segments), one.verified());
    }
}
