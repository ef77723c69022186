package io.roomscribe.hub.speaker;

import io.roomscribe.hub.store.HubDatabase;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Reads who speaks, and lets one writer at a time change it: clustering and people must not
/// overwrite each other.
///
/// Thread-safe.
public final class SpeakerStore {
    private final HubDatabase database;

    public SpeakerStore(HubDatabase database) {
        this.database = database;
    }

    /// A meeting's speakers who said something.
    public Speakers speakers(String meeting) {
        return database.read(handle -> SpeakerRows.speakers(handle, meeting));
    }

    /// Every name that people gave to a speaker of any meeting.
    public List<String> names() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select name from speaker where name <> ''
                                union select name from voice_profile
                                """)
                        .mapTo(String.class)
                        .list());
    }

    /// What to show for one label of a meeting, without counting everything that was said in it.
    public String nameOf(String meeting, String label) {
        return database.read(handle -> SpeakerRows.givenName(handle, meeting, label)).orElse(label);
    }

    /// What people changed, oldest first.
    public List<SpeakerChange> changes(String meeting) {
        return database.read(handle -> SpeakerRows.changes(handle, meeting));
    }

    <T> T read(Function<Handle, T> query) {
        return database.read(query);
    }

    /// One transaction, alone.
    synchronized <T> T write(Function<Handle, T> work) {
        return database.inTransaction(work);
    }

    /// What a person did must survive a power cut.
    <T> T writeSafely(Function<Handle, T> work) {
        var done = write(work);
        database.barrier();
        return done;
    }
}
