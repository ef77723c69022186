package io.roomscribe.hub.speaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.speaker.Speaker.NamedBy;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.Audio;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Statements on the tables of this package.
///
/// Stateless.
final class SpeakerRows {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private SpeakerRows() {}

    /// @param heard label by voice
    /// @param pinned label by a person, empty when none chose
    record Row(String heard, String pinned) {
        String shown() {
            return pinned.isEmpty() ? heard : pinned;
        }

        boolean isPinned() {
            return !pinned.isEmpty();
        }
    }

    /// What is known of a meeting's segments, by number.
    static Map<Long, Row> rows(Handle handle, String meeting) {
        var rows = new HashMap<Long, Row>();
        handle.createQuery(
                        """
                        select segment_number, heard, pinned from segment_speaker
                        where meeting_id = :meeting
                        """)
                .bind("meeting", meeting)
                .map((row, context) ->
                        Map.entry(
                                row.getLong("segment_number"),
                                new Row(row.getString("heard"), row.getString("pinned"))))
                .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        return rows;
    }

    /// Writes what was heard of segments.
    static void hear(Handle handle, String meeting, Map<Long, String> labels) {
        insert(handle, meeting, labels, "heard");
    }

    /// Writes what a person chose for segments.
    static void pin(Handle handle, String meeting, Map<Long, String> labels) {
        insert(handle, meeting, labels, "pinned");
    }

    /// H2 knows no `on conflict do update`.
    private static void insert(
            Handle handle, String meeting, Map<Long, String> labels, String column) {
        if (labels.isEmpty()) {
            return;
        }
        var inserted =
                handle.prepareBatch(
                        """
                        insert into segment_speaker (segment_number, meeting_id, heard, pinned)
                        values (:number, :meeting, '', '') on conflict do nothing
                        """);
        var updated =
                handle.prepareBatch(
                        "update segment_speaker set "
                                + column
                                + " = :label where segment_number = :number");
        labels.forEach((number, label) -> {
            inserted.bind("number", (long) number).bind("meeting", meeting).add();
            updated.bind("number", (long) number).bind("label", label).add();
        });
        inserted.execute();
        updated.execute();
    }

    /// Highest number of a label ever used in a meeting.
    static int highestLabel(Handle handle, String meeting) {
        return handle
                .createQuery("select label from speaker where meeting_id = :meeting")
                .bind("meeting", meeting)
                .mapTo(String.class)
                .stream()
                .mapToInt(Speaker::number)
                .max()
                .orElse(0);
    }

    static void add(Handle handle, String meeting, String label) {
        handle.createUpdate(
                        """
                        insert into speaker (meeting_id, label, name, named_by)
                        values (:meeting, :label, '', 'nobody') on conflict do nothing
                        """)
                .bind("meeting", meeting)
                .bind("label", label)
                .execute();
    }

    static void name(Handle handle, String meeting, String label, String name, NamedBy by) {
        handle.createUpdate(
                        """
                        update speaker set name = :name, named_by = :by
                        where meeting_id = :meeting and label = :label
                        """)
                .bind("name", name)
                .bind("by", by.word())
                .bind("meeting", meeting)
                .bind("label", label)
                .execute();
        ChangeLog.meeting(handle, meeting);
    }

    /// Empty while nobody has given one.
    static Optional<String> givenName(Handle handle, String meeting, String label) {
        return handle.createQuery(
                        """
                        select name from speaker
                        where meeting_id = :meeting and label = :label and name <> ''
                        """)
                .bind("meeting", meeting)
                .bind("label", label)
                .mapTo(String.class)
                .findOne();
    }

    /// Whose name that is in a meeting.
    static Optional<String> labelOf(Handle handle, String meeting, String name) {
        return handle.createQuery(
                        """
                        select label from speaker where meeting_id = :meeting and name = :name
                        order by label fetch first 1 rows only
                        """)
                .bind("meeting", meeting)
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    /// Those who have segments.
    static Speakers speakers(Handle handle, String meeting) {
        var list =
                handle.createQuery(
                                """
                                select p.label, p.name, p.named_by, count(*) as segments,
                                       sum(s.samples) as samples
                                from speaker p join segment s
                                     on s.meeting_id = p.meeting_id and s.speaker = p.label
                                where p.meeting_id = :meeting
                                group by p.label, p.name, p.named_by
                                """)
                        .bind("meeting", meeting)
                        .map((row, context) -> speaker(row))
                        .list();
        return new Speakers(
                meeting, list.stream().sorted(Comparator.comparingInt(Speaker::number)).toList());
    }

    private static Speaker speaker(ResultSet row) throws SQLException {
        return new Speaker(
                row.getString("label"),
                row.getString("name"),
                NamedBy.parse(row.getString("named_by")),
                row.getInt("segments"),
                (double) row.getLong("samples") / Audio.SAMPLE_RATE);
    }

    static void insert(Handle handle, SpeakerChange change) {
        handle.createUpdate(
                        """
                        insert into speaker_change
                            (meeting_id, changed_at, kind, label, old_value, new_value, segments)
                        values (:meeting, :at, :kind, :label, :before, :after, :segments)
                        """)
                .bind("meeting", change.meeting())
                .bind("at", change.at())
                .bind("kind", change.kind().word())
                .bind("label", change.label())
                .bind("before", change.before())
                .bind("after", change.after())
                .bind("segments", json(change.segments()))
                .execute();
    }

    /// Oldest first.
    static List<SpeakerChange> changes(Handle handle, String meeting) {
        return handle.createQuery(
                        "select * from speaker_change where meeting_id = :meeting order by id")
                .bind("meeting", meeting)
                .map((row, context) ->
                        new SpeakerChange(
                                row.getString("meeting_id"),
                                HubDatabase.instant(row, "changed_at"),
                                SpeakerChange.Kind.parse(row.getString("kind")),
                                row.getString("label"),
                                row.getString("old_value"),
                                row.getString("new_value"),
                                numbers(row.getString("segments"))))
                .list();
    }

    private static String json(List<Long> numbers) {
        try {
            return JSON.writeValueAsString(numbers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write numbers as JSON", e);
        }
    }

    private static List<Long> numbers(String json) {
        try {
            return Arrays.stream(JSON.readValue(json, long[].class)).boxed().toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored list of segments is not JSON", e);
        }
    }
}
