package io.roomscribe.hub.followup;

import io.roomscribe.hub.store.HubDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The tables of what contradicts what, and of which meetings were compared.
///
/// Thread-safe.
final class ContradictionStore {
    private final HubDatabase database;

    ContradictionStore(HubDatabase database) {
        this.database = database;
    }

    Comparison of(String meeting) {
        return database.read(handle ->
                handle.createQuery("select * from comparison where meeting_id = :meeting")
                        .bind("meeting", meeting)
                        .map((row, context) ->
                                new Comparison(
                                        Optional.of(HubDatabase.instant(row, "compared_at")),
                                        row.getString("model"),
                                        found(handle, meeting)))
                        .findOne()
                        .orElse(Comparison.NONE));
    }

    /// Only where both sentences still stand as they are quoted.
    private static List<Contradiction> found(Handle handle, String meeting) {
        return handle.createQuery(
                        """
                        select c.*, m.title, m.started_at, e.title as earlier_title,
                            e.started_at as earlier_started_at
                        from contradiction c
                        join meeting m on m.id = c.meeting_id
                        join meeting e on e.id = c.earlier_meeting_id
                        join segment s on s.number = c.segment and s.meeting_id = m.id
                        join segment t on t.number = c.earlier_segment and t.meeting_id = e.id
                        where c.meeting_id = :meeting and s.text = c.quote
                            and t.text = c.earlier_quote
                        order by c.id
                        """)
                .bind("meeting", meeting)
                .map((row, context) ->
                        new Contradiction(
                                side(row, "", "meeting_id"),
                                side(row, "earlier_", "earlier_meeting_id")))
                .list();
    }

    private static Contradiction.Side side(ResultSet row, String prefix, String meeting)
            throws SQLException {
        return new Contradiction.Side(
                row.getString(meeting),
                row.getString(prefix + "title"),
                HubDatabase.instant(row, prefix + "started_at"),
                row.getString(prefix + "decision"),
                row.getString(prefix + "quote"),
                row.getLong(prefix + "segment"));
    }

    /// The revision whose decisions were compared last; 0 for none.
    int comparedRevision(String meeting) {
        return database.read(handle ->
                handle.createQuery("select revision from comparison where meeting_id = :meeting")
                        .bind("meeting", meeting)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0));
    }

    /// How often something was erased of a meeting; -1 when there is none (any more).
    int erasures(String meeting) {
        return database.read(handle -> erasures(handle, meeting, ""));
    }

    private static int erasures(Handle handle, String meeting, String lock) {
        return handle.createQuery("select erasures from meeting where id = :meeting" + lock)
                .bind("meeting", meeting)
                .mapTo(Integer.class)
                .findOne()
                .orElse(-1);
    }

    /// Replaces what was found of a meeting.
    ///
    /// @param erasures of every meeting that was read, by its id
    /// @return false when something was erased of one of them since
    static boolean replace(
            Handle handle,
            String meeting,
            int revision,
            String model,
            Instant now,
            List<Contradiction> found,
            Map<String, Integer> erasures) {
        // In one order, so that two of them never wait for each other.
        SortedMap<String, Integer> inOrder = new TreeMap<>(erasures);
        for (var one : inOrder.entrySet()) {
            if (erasures(handle, one.getKey(), " for update") != one.getValue()) {
                return false;
            }
        }
        forget(handle, meeting);
        handle.createUpdate(
                        """
                        insert into comparison (meeting_id, revision, model, compared_at)
                        values (:meeting, :revision, :model, :now)
                        """)
                .bind("meeting", meeting)
                .bind("revision", revision)
                .bind("model", model)
                .bind("now", now)
                .execute();
        found.forEach(one -> insert(handle, one));
        return true;
    }

    private static void insert(Handle handle, Contradiction one) {
        handle.createUpdate(
                        """
                        insert into contradiction (meeting_id, decision, quote, segment,
                            earlier_meeting_id, earlier_decision, earlier_quote, earlier_segment)
                        values (:meeting, :decision, :quote, :segment, :earlierMeeting,
                            :earlierDecision, :earlierQuote, :earlierSegment)
                        """)
                .bind("meeting", one.now().meeting())
                .bind("decision", one.now().decision())
                .bind("quote", one.now().quote())
                .bind("segment", one.now().segment())
                .bind("earlierMeeting", one.earlier().meeting())
                .bind("earlierDecision", one.earlier().decision())
                .bind("earlierQuote", one.earlier().quote())
                .bind("earlierSegment", one.earlier().segment())
                .execute();
    }

    /// Everything that quotes a meeting, whichever of the two it is.
    static void forget(Handle handle, String meeting) {
        handle.execute("delete from contradiction where meeting_id = ?", meeting);
        handle.execute("delete from comparison where meeting_id = ?", meeting);
    }

    static void forgetAll(Handle handle, String meeting) {
        forget(handle, meeting);
        handle.execute("delete from contradiction where earlier_meeting_id = ?", meeting);
    }
}
