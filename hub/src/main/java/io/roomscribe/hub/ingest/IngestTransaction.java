package io.roomscribe.hub.ingest;

import io.roomscribe.hub.event.HubEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// One open transaction of the committer.
///
/// Confined to the committer's thread.
public final class IngestTransaction {
    private final Handle handle;
    private final Instant now;
    private int depth;
    private final List<HubEvent> events = new ArrayList<>();

    /// @param now hub's clock
    public IngestTransaction(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    public Handle handle() {
        return handle;
    }

    public Instant now() {
        return now;
    }

    /// Published once the transaction is safe on disk; never, when it is rolled back.
    public void publish(HubEvent event) {
        if (events.isEmpty() || !events.getLast().equals(event)) {
            events.add(event);
        }
    }

    public List<HubEvent> events() {
        return List.copyOf(events);
    }

    /// Runs `work` so that its failure undoes it alone. May be nested.
    void undoable(Runnable work) {
        var eventsBefore = events.size();
        var savepoint = "s" + depth++;
        handle.savepoint(savepoint);
        try {
            work.run();
            handle.releaseSavepoint(savepoint);
        } catch (RuntimeException e) {
            undo(savepoint, e);
            events.subList(eventsBefore, events.size()).clear();
            throw e;
        } finally {
            depth--;
        }
    }

    private void undo(String savepoint, RuntimeException why) {
        try {
            handle.rollbackToSavepoint(savepoint);
        } catch (JdbiException broken) {
            // The connection is gone: nothing short of the whole transaction can be undone.
            broken.addSuppressed(why);
            throw broken;
        }
    }
}
