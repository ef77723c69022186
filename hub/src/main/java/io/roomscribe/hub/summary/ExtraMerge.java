package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.Entry;
import io.roomscribe.hub.summary.Minutes.Extra;
import io.roomscribe.hub.template.MinutesTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Carries what templates ask for from piece to piece and from revision to revision, as
/// [MinutesMerge] does with decisions. Stateless.
final class ExtraMerge {
    /// Nobody reads more of a list; a whole lecture has fewer.
    private static final int ENTRIES_MAX = 80;

    private ExtraMerge() {}

    /// In the order of their lists, those of the earlier first.
    static List<Extra> merge(List<Extra> earlier, List<Extra> later) {
        var merged = new LinkedHashMap<String, Extra>();
        earlier.forEach(one -> merged.put(one.key(), one));
        for (var extra : later) {
            var before = merged.get(extra.key());
            merged.put(
                    extra.key(),
                    new Extra(
                            extra.key(),
                            extra.title(),
                            extra.shape(),
                            entries(
                                    before == null || before.shape() != extra.shape()
                                            ? List.of()
                                            : before.entries(),
                                    extra.entries())));
        }
        return List.copyOf(merged.values());
    }

    private static List<Entry> entries(List<Entry> earlier, List<Entry> later) {
        var merged = new ArrayList<>(earlier);
        for (var entry : later) {
            var isNew = merged.stream().noneMatch(one -> isSame(one, entry));
            if (isNew && merged.size() < ENTRIES_MAX) {
                merged.add(entry);
            } else if (!isNew && entry.evidence().verified()) {
                merged.replaceAll(
                        one -> isSame(one, entry) && !one.evidence().verified() ? entry : one);
            }
        }
        return merged;
    }

    private static boolean isSame(Entry one, Entry other) {
        return MinutesMerge.same(
                one.text() + " " + one.back(),
                one.evidence(),
                other.text() + " " + other.back(),
                other.evidence());
    }

    /// Entries in the order in which they were said, those that were not found last.
    static List<Extra> inOrder(List<Extra> extras) {
        return extras.stream()
                .map(one ->
                        new Extra(
                                one.key(),
                                one.title(),
                                one.shape(),
                                one.entries().stream()
                                        .sorted(
                                                Comparator.comparingLong(
                                                        entry -> MinutesMerge.at(entry.evidence())))
                                        .toList()))
                .toList();
    }

    /// Those that this template asks for, in its order; lists without entries are left out.
    static List<Extra> of(MinutesTemplate template, List<Extra> extras) {
        return template.sections().stream()
                .flatMap(section ->
                        extras.stream()
                                .filter(one ->
                                        one.key().equals(section.key())
                                                && one.shape() == section.shape()))
                .filter(one -> !one.entries().isEmpty())
                .toList();
    }
}
