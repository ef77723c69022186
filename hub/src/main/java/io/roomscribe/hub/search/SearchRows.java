package io.roomscribe.hub.search;

import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.ChangeLog.Change;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.protocol.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the index takes in, from the database. Leaves out the words' times, which are most of a
/// segment's bytes.
///
/// Thread-safe.
final class SearchRows {
    private static final String SEGMENTS =
            """
            select s.number, s.meeting_id, m.room_id, s.started_at, s.ended_at, s.speaker, p.name,
                s.language, s.text
            from segment s join meeting m on m.id = s.meeting_id
                left join speaker p on p.meeting_id = s.meeting_id and p.label = s.speaker
            """;

    private final HubDatabase database;
    private final SummaryStore summaries;

    SearchRows(HubDatabase database) {
        this.database = database;
        this.summaries = new SummaryStore(database);
    }

    Optional<IndexedSegment> segment(long number) {
        return database.read(handle ->
                handle.createQuery(SEGMENTS + "where s.number = :number")
                        .bind("number", number)
                        .map((row, context) -> segment(row))
                        .findOne());
    }

    /// Those of the numbers that there are, by number.
    Map<Long, IndexedSegment> segments(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return database.read(handle ->
                handle
                        .createQuery(SEGMENTS + "where s.number in (<numbers>)")
                        .bindList("numbers", List.copyOf(numbers))
                        .map((row, context) -> segment(row))
                        .stream()
                        .collect(Collectors.toMap(IndexedSegment::number, Function.identity())));
    }

    /// A meeting's, in the order they were spoken.
    List<IndexedSegment> segments(String meeting) {
        return database.read(handle ->
                handle.createQuery(
                                SEGMENTS
                                        + "where s.meeting_id = :meeting"
                                        + " order by s.started_at, s.number")
                        .bind("meeting", meeting)
                        .map((row, context) -> segment(row))
                        .list());
    }

    /// What began in one window of a meeting; empty when nothing did.
    Optional<IndexedPassage> passage(String meeting, long window) {
        var segments =
                database.read(handle ->
                        handle.createQuery(
                                        SEGMENTS
                                                + """
                                                where s.meeting_id = :meeting
                                                    and s.started_at >= :from and s.started_at < :to
                                                order by s.started_at, s.number
                                                """)
                                .bind("meeting", meeting)
                                .bind("from", IndexedPassage.start(window))
                                .bind("to", IndexedPassage.start(window + 1))
                                .map((row, context) -> segment(row))
                                .list());
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(new IndexedPassage(meeting, window, segments));
    }

    /// What the latest minutes of a meeting have evidence for.
    List<IndexedItem> items(String meeting) {
        var found =
                summaries
                        .latest(meeting)
                        .map(SummaryRevision::minutes)
                        .map(IndexedItem::of)
                        .orElse(List.of());
        var numbers = found.stream().map(one -> one.evidence().segments().getFirst()).toList();
        var segments = segments(numbers);
        var items = new ArrayList<IndexedItem>();
        for (var one : found) {
            var said = segments.get(one.evidence().segments().getFirst());
            if (said != null) {
                items.add(
                        new IndexedItem(
                                one.kind(),
                                meeting,
                                said.room(),
                                said.number(),
                                said.startedAt(),
                                one.owner(),
                                said.name(),
                                said.language(),
                                one.text() + ". " + said.text()));
            }
        }
        return List.copyOf(items);
    }

    /// The oldest first, so that a rebuilt index is laid out as a grown one.
    List<String> meetings() {
        return database.read(handle ->
                handle.createQuery("select id from meeting order by started_at, id")
                        .mapTo(String.class)
                        .list());
    }

    /// Another one says that the database is another, or an older one.
    String epoch() {
        return database.read(handle ->
                handle.createQuery("select epoch from hub_epoch")
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(""));
    }

    List<Change> changesAfter(long position, int limit) {
        return database.read(handle -> ChangeLog.after(handle, position, limit));
    }

    long oldestChange() {
        return database.read(ChangeLog::oldest);
    }

    long newestChange() {
        return database.read(ChangeLog::newest);
    }

    void trimChanges(long through) {
        database.inTransaction(handle -> ChangeLog.trim(handle, through));
    }

    private static IndexedSegment segment(ResultSet row) throws SQLException {
        var speaker = row.getString("speaker");
        var name = row.getString("name");
        return new IndexedSegment(
                row.getLong("number"),
                row.getString("meeting_id"),
                new RoomId(row.getString("room_id")),
                HubDatabase.instant(row, "started_at"),
                HubDatabase.instant(row, "ended_at"),
                speaker,
                name == null || name.isEmpty() ? speaker : name,
                row.getString("language"),
                row.getString("text"));
    }
}
