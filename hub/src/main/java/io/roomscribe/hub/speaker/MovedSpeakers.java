package io.roomscribe.hub.speaker;

import io.roomscribe.hub.meeting.SegmentMoves;
import io.roomscribe.hub.transcript.SegmentVoices;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Speakers go with their segments into another meeting. A label is somebody of one meeting only,
/// so each gets a label there that nobody had; whoever has the same name in both is one person.
///
/// Stateless.
public final class MovedSpeakers implements SegmentMoves {
    @Override
    public void moved(Handle handle, String fromMeeting, String toMeeting, Set<Long> segments) {
        if (segments.isEmpty()) {
            return;
        }
        var rows = SpeakerRows.rows(handle, fromMeeting);
        rows.keySet().retainAll(segments);
        SegmentVoices.labels(handle, toMeeting)
                .forEach((number, label) -> {
                    if (segments.contains(number) && !label.isEmpty()) {
                        rows.putIfAbsent(number, new SpeakerRows.Row(label, ""));
                    }
                });
        var labels = new HashMap<String, String>();
        for (var old : labels(rows)) {
            labels.put(old, label(handle, fromMeeting, toMeeting, old));
        }
        var heard = new HashMap<Long, String>();
        var pinned = new HashMap<Long, String>();
        var shown = new HashMap<Long, String>();
        rows.forEach((number, row) -> {
            heard.put(number, labels.getOrDefault(row.heard(), row.heard()));
            pinned.put(number, labels.getOrDefault(row.pinned(), row.pinned()));
            shown.put(number, labels.getOrDefault(row.shown(), row.shown()));
        });
        belong(handle, toMeeting, rows.keySet());
        SpeakerRows.hear(handle, toMeeting, heard);
        SpeakerRows.pin(handle, toMeeting, pinned);
        SegmentVoices.label(handle, shown);
        MeetingVoices.lookAgain(handle, fromMeeting);
        MeetingVoices.lookAgain(handle, toMeeting);
    }

    private static Set<String> labels(Map<Long, SpeakerRows.Row> rows) {
        var labels = new TreeSet<String>();
        rows.values()
                .forEach(row -> {
                    labels.add(row.heard());
                    labels.add(row.pinned());
                });
        labels.remove("");
        labels.remove(Speakers.UNSURE);
        return labels;
    }

    private static String label(Handle handle, String from, String to, String old) {
        var name = SpeakerRows.givenName(handle, from, old);
        var same = name.flatMap(known -> SpeakerRows.labelOf(handle, to, known));
        if (same.isPresent()) {
            return same.get();
        }
        var label = Speaker.label(SpeakerRows.highestLabel(handle, to) + 1);
        SpeakerRows.add(handle, to, label);
        name.ifPresent(
                known -> SpeakerRows.name(handle, to, label, known, namedBy(handle, from, old)));
        return label;
    }

    private static Speaker.NamedBy namedBy(Handle handle, String meeting, String label) {
        return Speaker.NamedBy.parse(
                handle.createQuery(
                                """
                                select named_by from speaker
                                where meeting_id = :meeting and label = :label
                                """)
                        .bind("meeting", meeting)
                        .bind("label", label)
                        .mapTo(String.class)
                        .one());
    }

    private static void belong(Handle handle, String meeting, Set<Long> segments) {
        if (segments.isEmpty()) {
            return;
        }
        var batch =
                handle.prepareBatch(
                        """
                        update segment_speaker set meeting_id = :meeting
                        where segment_number = :number
                        """);
        segments.forEach(number -> batch.bind("meeting", meeting).bind("number", number).add());
        batch.execute();
    }
}
