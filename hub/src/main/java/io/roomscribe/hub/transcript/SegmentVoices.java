package io.roomscribe.hub.transcript;

import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.message.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Speaker vectors and labels of segments, for those who tell speakers apart. Vectors leave the
/// database by this class and no other.
///
/// Stateless.
public final class SegmentVoices {
    private SegmentVoices() {}

    /// A meeting's segments in the order they were spoken.
    public static List<SegmentVoice> of(Handle handle, String meetingId) {
        return after(handle, meetingId, 0);
    }

    /// Those that arrived after segment `number`.
    public static List<SegmentVoice> after(Handle handle, String meetingId, long number) {
        return handle.createQuery(
                        """
                        select number, started_at, ended_at, speaker, words, vector from segment
                        where meeting_id = :meeting and number > :number
                        order by started_at, number
                        """)
                .bind("meeting", meetingId)
                .bind("number", number)
                .map((row, context) -> voice(row))
                .list();
    }

    /// Labels of a meeting's segments by number, without reading a voice.
    public static Map<Long, String> labels(Handle handle, String meetingId) {
        return handle.createQuery("select number, speaker from segment where meeting_id = :meeting")
                .bind("meeting", meetingId)
                .map((row, context) -> Map.entry(row.getLong("number"), row.getString("speaker")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static SegmentVoice voice(ResultSet row) throws SQLException {
        return new SegmentVoice(
                row.getLong("number"),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"),
                row.getString("speaker"),
                seconds(SegmentJson.words(row.getString("words"))),
                SegmentJson.numbers(row.getString("vector")));
    }

    private static double seconds(List<Word> words) {
        return words.stream().mapToInt(word -> word.endMillis() - word.startMillis()).sum()
                / 1000.0;
    }

    /// Writes labels by segment number.
    public static void label(Handle handle, Map<Long, String> labels) {
        if (labels.isEmpty()) {
            return;
        }
        var batch =
                handle.prepareBatch("update segment set speaker = :label where number = :number");
        labels.forEach(
                (number, label) -> batch.bind("label", label).bind("number", (long) number).add());
        batch.execute();
        labels.keySet().forEach(number -> ChangeLog.segment(handle, "", number));
    }

    /// Removes a meeting's vectors for good.
    public static int erase(Handle handle, String meetingId) {
        return handle.createUpdate(
                        """
                        update segment set vector = '[]'
                        where meeting_id = :meeting and vector <> '[]'
                        """)
                .bind("meeting", meetingId)
                .execute();
    }
}
