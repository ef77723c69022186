package io.roomscribe.hub.transcript;

import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// What is always written otherwise than it is heard, room by room: "this word is always X".
///
/// Thread-safe.
public final class RoomWords {
    private static final int WORD_MAX = 100;

    private final HubDatabase database;
    private final Clock clock;

    public RoomWords(HubDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A room's vocabulary by what is heard.
    public List<RoomWord> words(RoomId room) {
        return database.read(handle -> EditRows.words(handle, room));
    }

    /// From now on `heard` is written `written` in this room; what held for it before, no more.
    public RoomWord put(RoomId room, String heard, String written, String by) {
        var key = checked(heard).toLowerCase(Locale.ROOT);
        var spelling = checked(written);
        var word =
                database.inTransaction(handle -> {
                    requireRoom(handle, room);
                    handle.createUpdate(
                                    "delete from room_word where room_id = :room and heard = :heard")
                            .bind("room", room.value())
                            .bind("heard", key)
                            .execute();
                    handle.createUpdate(
                                    """
                                    insert into room_word (room_id, heard, written, made_at, made_by)
                                    values (:room, :heard, :written, :at, :by)
                                    """)
                            .bind("room", room.value())
                            .bind("heard", key)
                            .bind("written", spelling)
                            .bind("at", clock.instant())
                            .bind("by", by)
                            .execute();
                    return EditRows.words(handle, room).stream()
                            .filter(one -> one.heard().equals(key))
                            .findFirst()
                            .orElseThrow();
                });
        database.barrier();
        return word;
    }

    public void remove(RoomId room, long word) {
        int removed =
                database.inTransaction(handle ->
                        handle.createUpdate(
                                        "delete from room_word where room_id = :room and id = :id")
                                .bind("room", room.value())
                                .bind("id", word)
                                .execute());
        if (removed == 0) {
            throw TranscriptException.noWord();
        }
        database.barrier();
    }

    /// A text as a room writes it.
    static String applied(List<RoomWord> words, String text) {
        var result = text;
        for (var word : words) {
            result = new Replacement(word.heard(), word.written(), false, true).in(result);
        }
        return result;
    }

    private static void requireRoom(Handle handle, RoomId room) {
        if (!FleetStore.hasRoom(handle, room)) {
            throw TranscriptException.noRoom();
        }
    }

    private static String checked(String word) {
        var plain = word.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty() || plain.length() > WORD_MAX || TranscriptEdits.hasControls(plain)) {
            throw TranscriptException.notValid(
                    "a word has 1 to %d characters".formatted(WORD_MAX), "name a word or a few");
        }
        return plain;
    }
}
