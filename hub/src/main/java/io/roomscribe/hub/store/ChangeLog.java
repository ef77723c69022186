package io.roomscribe.hub.store;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Notes, in the transaction that changes something, which meeting it was, so that what is made of
/// the database (the search index) can follow and miss nothing. Whoever writes what people said,
/// who said it, or minutes, calls one of these.
///
/// Positions rise, but a transaction may become visible after a later one: readers look back a
/// little. Stateless.
public final class ChangeLog {
    private static final long WHOLE_MEETING = 0;
    private static final long MINUTES = -1;

    private ChangeLog() {}

    /// One change.
    ///
    /// @param segment the segment's number where it is about one
    public record Change(long position, String meeting, long segment) {
        public boolean isWholeMeeting() {
            return segment == WHOLE_MEETING;
        }

        public boolean isMinutes() {
            return segment == MINUTES;
        }
    }

    /// A segment came, or its text or its speaker changed.
    public static void segment(Handle handle, String meeting, long number) {
        add(handle, meeting, number);
    }

    public static void segments(Handle handle, String meeting, Collection<Long> numbers) {
        numbers.forEach(number -> add(handle, meeting, number));
    }

    /// Anything else: segments went or moved, a speaker has another name, the meeting itself went.
    public static void meeting(Handle handle, String meeting) {
        add(handle, meeting, WHOLE_MEETING);
    }

    /// There is a new revision of the minutes.
    public static void minutes(Handle handle, String meeting) {
        add(handle, meeting, MINUTES);
    }

    /// The changes after a position, oldest first.
    public static List<Change> after(Handle handle, long position, int limit) {
        return handle.createQuery(
                        """
                        select position, meeting_id, segment from change_log
                        where position > :position order by position
                        fetch first :limit rows only
                        """)
                .bind("position", position)
                .bind("limit", limit)
                .map((row, context) ->
                        new Change(
                                row.getLong("position"),
                                row.getString("meeting_id"),
                                row.getLong("segment")))
                .list();
    }

    /// The oldest position that is kept, 0 when there is none.
    public static long oldest(Handle handle) {
        return handle.createQuery("select coalesce(min(position), 0) from change_log")
                .mapTo(Long.class)
                .one();
    }

    /// The newest position, 0 when there is none.
    public static long newest(Handle handle) {
        return handle.createQuery("select coalesce(max(position), 0) from change_log")
                .mapTo(Long.class)
                .one();
    }

    /// Forgets what everybody has taken in.
    public static int trim(Handle handle, long through) {
        return handle.createUpdate("delete from change_log where position <= :through")
                .bind("through", through)
                .execute();
    }

    private static void add(Handle handle, String meeting, long segment) {
        handle.createUpdate(
                        "insert into change_log (meeting_id, segment) values (:meeting, :segment)")
                .bind("meeting", meeting)
                .bind("segment", segment)
                .execute();
    }
}
