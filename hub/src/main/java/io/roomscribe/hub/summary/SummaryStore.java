package io.roomscribe.hub.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.roomscribe.hub.store.HubDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Keeps the revisions of all minutes. Only this package writes them, and a revision never changes.
///
/// Thread-safe.
public final class SummaryStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final HubDatabase database;

    public SummaryStore(HubDatabase database) {
        this.database = database;
    }

    public Optional<SummaryRevision> latest(String meetingId) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from summary_revision
                                where meeting_id = :meeting
                                order by revision desc
                                fetch first 1 rows only
                                """)
                        .bind("meeting", meetingId)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /// All of a meeting's, oldest first.
    public List<SummaryRevision> revisions(String meetingId) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from summary_revision
                                where meeting_id = :meeting
                                order by revision
                                """)
                        .bind("meeting", meetingId)
                        .map((row, context) -> read(row))
                        .list());
    }

    private static SummaryRevision read(ResultSet row) throws SQLException {
        return new SummaryRevision(
                row.getString("meeting_id"),
                row.getInt("revision"),
                SummaryRevision.Kind.parse(row.getString("kind")),
                row.getBoolean("final"),
                row.getLong("through_number"),
                row.getString("model"),
                minutes(row.getString("minutes")),
                HubDatabase.instant(row, "created_at"));
    }

    private static Minutes minutes(String json) {
        try {
            return JSON.readValue(json, Minutes.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision's minutes are not JSON", e);
        }
    }
}
