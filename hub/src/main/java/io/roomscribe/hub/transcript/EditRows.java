package io.roomscribe.hub.transcript;

import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Statements on segments' texts, their corrections, and the vocabularies of rooms.
///
/// Stateless.
final class EditRows {
    private EditRows() {}

    /// A segment's text as it is now.
    record Now(long number, String text, String words) {}

    static List<Now> texts(Handle handle, String meeting) {
        return handle.createQuery(
                        """
                        select number, text, words from segment where meeting_id = :meeting
                        order by started_at, number
                        """)
                .bind("meeting", meeting)
                .map((row, context) -> now(row))
                .list();
    }

    /// One of a meeting's segments, which nobody else changes until the transaction ends.
    static Optional<Now> text(Handle handle, String meeting, long number) {
        return handle.createQuery(
                        """
                        select number, text, words from segment
                        where meeting_id = :meeting and number = :number for update
                        """)
                .bind("meeting", meeting)
                .bind("number", number)
                .map((row, context) -> now(row))
                .findOne();
    }

    private static Now now(ResultSet row) throws SQLException {
        return new Now(row.getLong("number"), row.getString("text"), row.getString("words"));
    }

    /// Writes a text and what it was.
    static void write(
            Handle handle,
            Now before,
            String text,
            List<Word> words,
            SegmentEdit.Kind kind,
            String by,
            Instant at) {
        handle.createUpdate(
                        "update segment set text = :text, words = :words where number = :number")
                .bind("text", text)
                .bind("words", SegmentJson.write(words))
                .bind("number", before.number())
                .execute();
        note(handle, before, text, kind, by, at);
    }

    static void note(
            Handle handle, Now before, String text, SegmentEdit.Kind kind, String by, Instant at) {
        handle.createUpdate(
                        """
                        insert into segment_edit (segment_number, edited_at, edited_by, kind,
                            old_text, old_words, new_text)
                        values (:number, :at, :by, :kind, :oldText, :oldWords, :text)
                        """)
                .bind("number", before.number())
                .bind("at", at)
                .bind("by", by)
                .bind("kind", kind.word())
                .bind("oldText", before.text())
                .bind("oldWords", before.words())
                .bind("text", text)
                .execute();
    }

    /// A meeting's corrections, newest first.
    static List<SegmentEdit> edits(Handle handle, String meeting) {
        return handle.createQuery(
                        """
                        select e.* from segment_edit e join segment s on s.number = e.segment_number
                        where s.meeting_id = :meeting order by e.id desc
                        """)
                .bind("meeting", meeting)
                .map((row, context) -> edit(row))
                .list();
    }

    private static SegmentEdit edit(ResultSet row) throws SQLException {
        return new SegmentEdit(
                row.getLong("id"),
                row.getLong("segment_number"),
                HubDatabase.instant(row, "edited_at"),
                row.getString("edited_by"),
                SegmentEdit.Kind.parse(row.getString("kind")),
                row.getString("old_text"),
                row.getString("new_text"));
    }

    static String oldWords(Handle handle, long edit) {
        return handle.createQuery("select old_words from segment_edit where id = :id")
                .bind("id", edit)
                .mapTo(String.class)
                .one();
    }

    /// Whoever has read the meeting reads it again.
    static void outdate(Handle handle, String meeting) {
        ChangeLog.meeting(handle, meeting);
        handle.createUpdate("update meeting set erasures = erasures + 1 where id = :meeting")
                .bind("meeting", meeting)
                .execute();
    }

    static List<RoomWord> words(Handle handle, RoomId room) {
        return handle.createQuery("select * from room_word where room_id = :room order by heard")
                .bind("room", room.value())
                .map((row, context) ->
                        new RoomWord(
                                row.getLong("id"),
                                row.getString("heard"),
                                row.getString("written"),
                                HubDatabase.instant(row, "made_at"),
                                row.getString("made_by")))
                .list();
    }
}
