package io.roomscribe.hub.search;

import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// A hub's database that people speak into, and its search.
final class SaidHub implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-04T10:00:00Z");
    static final Instant LATER = Instant.parse("2026-03-05T10:00:00Z");

    final HubDatabase database;
    private final Optional<Embedder> embedder;
    private final Path folder;
    SearchIndex index;
    SearchFollower follower;
    Search search;

    SaidHub(Path folder, Optional<Embedder> embedder) {
        this.folder = folder;
        this.embedder = embedder;
        database = HubDatabase.open(new DataConfig(folder));
        openIndex();
    }

    private void openIndex() {
        var clock = Clock.fixed(LATER, ZoneOffset.UTC);
        index = SearchIndex.open(folder.resolve("search"));
        follower = new SearchFollower(database, index, embedder, clock, System::nanoTime);
        search = new Search(database, index, embedder, System::nanoTime);
    }

    /// Nothing that was not committed survives, as after `kill -9`.
    void kill() {
        search.close();
        index.close();
        openIndex();
    }

    void room(String id) {
        sql("insert into room (id, name) values (?, ?)", id, id);
    }

    void meeting(String id, String room) {
        sql(
                """
                insert into meeting (id, room_id, title, state, started_at, ended_at, touched_at)
                values (?, ?, 'A meeting', 'ended', ?, ?, ?)
                """,
                id,
                room,
                START,
                START,
                START);
    }

    void name(String meeting, String label, String name) {
        database.inTransaction(handle -> {
            handle.execute(
                    "delete from speaker where meeting_id = ? and label = ?", meeting, label);
            handle.execute(
                    "insert into speaker (meeting_id, label, name, named_by) values (?, ?, ?, ?)",
                    meeting,
                    label,
                    name,
                    "person");
            ChangeLog.meeting(handle, meeting);
            return true;
        });
    }

    long say(String meeting, int second, String speaker, String language, String text) {
        return database.inTransaction(handle -> {
            var number =
                    handle.createUpdate(
                                    """
                                    insert into segment (meeting_id, recording_id, first_sample,
                                        samples, started_at, ended_at, captured_at, speaker,
                                        language, model, text, words, vector)
                                    values (:meeting, '00000000000000a1', :first, 16000, :from,
                                        :to, :to, :speaker, :language, 'tiny', :text, '[]', '[]')
                                    """)
                            .bind("meeting", meeting)
                            .bind("first", meeting.hashCode() * 1_000_000L + second * 16_000L)
                            .bind("from", START.plusSeconds(second))
                            .bind("to", START.plusSeconds(second + 3))
                            .bind("speaker", speaker)
                            .bind("language", language)
                            .bind("text", text)
                            .executeAndReturnGeneratedKeys("number")
                            .mapTo(Long.class)
                            .one();
            ChangeLog.segment(handle, meeting, number);
            return number;
        });
    }

    void edit(long number, String text) {
        database.inTransaction(handle -> {
            handle.execute("update segment set text = ? where number = ?", text, number);
            ChangeLog.segment(handle, "", number);
            return true;
        });
    }

    void erase(String meeting, long number) {
        database.inTransaction(handle -> {
            handle.execute("delete from segment where number = ?", number);
            ChangeLog.meeting(handle, meeting);
            return true;
        });
    }

    void follow() throws InterruptedException {
        while (follower.step()) {
            Thread.onSpinWait();
        }
    }

    SearchResult find(String text, SearchMode mode) throws InterruptedException {
        return find(text, mode, SearchQuery.Filter.everything(VisibleRooms.ALL));
    }

    SearchResult find(String text, SearchMode mode, SearchQuery.Filter filter)
            throws InterruptedException {
        return search.search(new SearchQuery(text, mode, filter, 0, 20));
    }

    void sql(String statement, Object... values) {
        database.inTransaction(handle -> handle.execute(statement, values));
    }

    @Override
    public void close() {
        search.close();
        index.close();
        database.close();
    }
}
