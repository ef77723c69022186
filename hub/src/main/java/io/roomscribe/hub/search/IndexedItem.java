package io.roomscribe.hub.search;

import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A decision, task or open question of a meeting's latest minutes that code found in the
/// transcript.
///
/// Immutable.
///
/// @param segment in which it was said
/// @param owner empty when none was said
record IndexedItem(
        ItemKind kind,
        String meeting,
        RoomId room,
        long segment,
        Instant saidAt,
        String owner,
        String speaker,
        String language,
        String text) {

    /// Something of the minutes with its evidence, before its segment is looked up.
    record Found(ItemKind kind, String text, String owner, Evidence evidence) {}

    /// What of the minutes stands on evidence.
    static List<Found> of(Minutes minutes) {
        var all = new ArrayList<Found>();
        minutes.decisions()
                .forEach(one ->
                        all.add(new Found(ItemKind.DECISION, one.text(), "", one.evidence())));
        minutes.actionItems()
                .forEach(one ->
                        all.add(
                                new Found(
                                        ItemKind.ACTION,
                                        one.text(),
                                        one.owner().orElse(""),
                                        one.evidence())));
        minutes.openQuestions()
                .forEach(one ->
                        all.add(new Found(ItemKind.QUESTION, one.text(), "", one.evidence())));
        all.removeIf(one -> !one.evidence().verified() || one.evidence().segments().isEmpty());
        return List.copyOf(all);
    }
}
