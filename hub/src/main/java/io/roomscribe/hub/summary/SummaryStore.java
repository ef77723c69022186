package io.roomscribe.hub.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.SummaryRevision.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The revisions of every meeting's minutes. Revisions are only ever added, but for what an erasure
/// takes away.
///
/// Thread-safe.
public final class SummaryStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final HubDatabase database;

    public SummaryStore(HubDatabase database) {
        this.database = database;
    }

    /// One revision of a meeting.
    public Optional<SummaryRevision> revision(String meetingId, int revision) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from summary_revision
                                where meeting_id = :meeting and revision = :revision
                                """)
                        .bind("meeting", meetingId)
                        .bind("revision", revision)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /// The newest revision of a meeting.
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

    /// All revisions of a meeting, oldest first.
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

    /// The newest revision whose prose a language model or a person wrote.
    Optional<SummaryRevision> latestWritten(String meetingId) {
        return newest(meetingId, List.of(Kind.MODEL, Kind.PERSON));
    }

    /// The newest revision whose prose a person wrote.
    Optional<SummaryRevision> latestByPerson(String meetingId) {
        return newest(meetingId, List.of(Kind.PERSON));
    }

    /// Since the meeting was last merged or split: one from before speaks of something else.
    private Optional<SummaryRevision> newest(String meetingId, List<Kind> kinds) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from summary_revision
                                where meeting_id = :meeting and kind in (<kinds>) and extent =
                                    (select extent from meeting where id = :meeting)
                                order by revision desc
                                fetch first 1 rows only
                                """)
                        .bindList("kinds", kinds.stream().map(Kind::word).toList())
                        .bind("meeting", meetingId)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /// Whether the meeting was merged or split after its newest revision.
    boolean isOutdated(String meetingId) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select m.extent > max(r.extent) from meeting m
                                join summary_revision r on r.meeting_id = m.id
                                where m.id = :meeting group by m.extent
                                """)
                        .bind("meeting", meetingId)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    /// How often something was erased of a meeting; -1 when there is none (any more).
    int erasures(String meetingId) {
        return database.read(handle ->
                handle.createQuery("select erasures from meeting where id = :meeting")
                        .bind("meeting", meetingId)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(-1));
    }

    /// Adds a revision by somebody who read the meeting after so many erasures.
    ///
    /// @return false when something was erased of it since: it might say what nobody may know
    boolean insert(SummaryRevision revision, int erasures) {
        return database.inTransaction(handle -> {
            var now =
                    handle.createQuery(
                                    "select erasures from meeting where id = :meeting for update")
                            .bind("meeting", revision.meeting())
                            .mapTo(Integer.class)
                            .findOne();
            if (now.filter(count -> count == erasures).isEmpty() || !insert(handle, revision, "")) {
                return false;
            }
            ChangeLog.minutes(handle, revision.meeting());
            return true;
        });
    }

    /// Adds a revision with the next number in a job's transaction; the one that the job has added
    /// before a crash stays the only one.
    ///
    /// @return empty when something was erased of the meeting since it was read
    static Optional<Integer> append(
            Handle handle, SummaryRevision unnumbered, int erasures, String job) {
        var now =
                handle.createQuery("select erasures from meeting where id = :meeting for update")
                        .bind("meeting", unnumbered.meeting())
                        .mapTo(Integer.class)
                        .findOne();
        if (now.filter(count -> count == erasures).isEmpty()) {
            return Optional.empty();
        }
        var before =
                handle.createQuery("select revision from summary_revision where job_id = :job")
                        .bind("job", job)
                        .mapTo(Integer.class)
                        .findOne();
        if (before.isPresent()) {
            return before;
        }
        var next =
                handle.createQuery(
                                """
                                select coalesce(max(revision), 0) + 1 from summary_revision
                                where meeting_id = :meeting
                                """)
                        .bind("meeting", unnumbered.meeting())
                        .mapTo(Integer.class)
                        .one();
        if (!insert(handle, unnumbered.numbered(next), job)) {
            return Optional.empty();
        }
        ChangeLog.minutes(handle, unnumbered.meeting());
        return Optional.of(next);
    }

    private static boolean insert(Handle handle, SummaryRevision revision, String job) {
        return handle.createUpdate(
                                """
                                insert into summary_revision (meeting_id, revision, kind, final,
                                    through_number, model, minutes, created_at, job_id,
                                    extent)
                                values (:meeting, :revision, :kind, :final, :through, :model,
                                    :minutes, :createdAt, :job,
                                    (select extent from meeting where id = :meeting))
                                """)
                        .bind("meeting", revision.meeting())
                        .bind("revision", revision.revision())
                        .bind("kind", revision.kind().word())
                        .bind("final", revision.isFinal())
                        .bind("through", revision.throughNumber())
                        .bind("model", revision.model())
                        .bind("minutes", json(revision.minutes()))
                        .bind("createdAt", revision.createdAt())
                        .bind("job", job)
                        .execute()
                > 0;
    }

    private static SummaryRevision read(ResultSet row) throws SQLException {
        return new SummaryRevision(
                row.getString("meeting_id"),
                row.getInt("revision"),
                Kind.parse(row.getString("kind")),
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
            throw new SummaryException(
                    "stored minutes are not readable", "restore the hub from its backup", e);
        }
    }

    private static String json(Minutes minutes) {
        try {
            return JSON.writeValueAsString(minutes);
        } catch (JsonProcessingException e) {
            throw new SummaryException("cannot write minutes", "report this defect", e);
        }
    }
}
