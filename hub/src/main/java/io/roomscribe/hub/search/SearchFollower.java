package io.roomscribe.hub.search;

import io.roomscribe.hub.search.SearchIndex.Mark;
import io.roomscribe.hub.store.ChangeLog.Change;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps the index up with the database: reads the change log from where the index ends, a second
/// behind at most, and makes vectors when nothing else is to do. What was written since the last
/// commit is done again after a crash. Ingest writes its row into the log and never waits.
///
/// Thread-safe; the work is done by one thread at a time.
final class SearchFollower {
    private static final System.Logger LOG = System.getLogger(SearchFollower.class.getName());
    static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    /// After somebody spoke, text may still come late.
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private static final Duration WITHOUT_VECTORS = Duration.ofMinutes(1);
    private static final int CHANGES_AT_A_TIME = 500;

    /// A transaction may become visible after one with a higher position.
    private static final int LOOK_BACK = 200;

    private static final long KEPT = 10_000;

    private final SearchRows rows;
    private final SearchIndex index;
    private final IndexWork work;
    private final Clock clock;
    private final Ticker ticker;

    private final Set<Long> seen = new LinkedHashSet<>();
    private boolean isOpened;
    private String epoch = "";
    private long position;
    private boolean isDirty;
    private long committedNanos;
    private long vectorsNotBeforeNanos;
    private volatile boolean rebuildAsked;
    private volatile IndexState state = IndexState.FOLLOWING;

    SearchFollower(
            HubDatabase database,
            SearchIndex index,
            Optional<Embedder> embedder,
            Clock clock,
            Ticker ticker) {
        this.rows = new SearchRows(database);
        this.index = index;
        this.work = new IndexWork(rows, index, embedder);
        this.clock = clock;
        this.ticker = ticker;
        this.vectorsNotBeforeNanos = ticker.nanos();
    }

    /// What is not committed yet, before the end.
    synchronized void finish() {
        if (isDirty) {
            commit();
        }
    }

    IndexState state() {
        return state;
    }

    /// Makes the index anew, soon.
    void rebuild() {
        rebuildAsked = true;
    }

    /// @return whether there may be more to do at once
    synchronized boolean step() throws InterruptedException {
        open();
        var changed = follow();
        var made = !changed && vectors();
        if (isDirty && ticker.since(committedNanos).compareTo(COMMIT_EVERY) >= 0) {
            commit();
        }
        return changed || made;
    }

    /// Leaves nothing in the files that is not in the database any more. For whoever erases, after
    /// the erasure is committed.
    synchronized void purge() {
        open();
        while (follow()) {
            LOG.log(Level.DEBUG, "Search index catches up position={0}", position);
        }
        index.expunge(mark());
        committed();
    }

    private void open() {
        if (!isOpened) {
            epoch = rows.epoch();
            var mark = index.mark();
            position = mark.position();
            isOpened = true;
            committedNanos = ticker.nanos();
            if (!fits(mark)) {
                rebuildAsked = true;
            }
        }
        if (rebuildAsked) {
            rebuildAsked = false;
            everything();
        }
    }

    /// Whether the index was made of this database, and the log still has all that followed.
    private boolean fits(Mark mark) {
        var oldest = rows.oldestChange();
        return mark.position() >= 0
                && mark.epoch().equals(epoch)
                && mark.layout().equals(work.layout())
                && mark.position() <= rows.newestChange()
                && (mark.position() == 0 || oldest <= mark.position() + 1);
    }

    private void everything() {
        state = IndexState.REBUILDING;
        try {
            var startedNanos = ticker.nanos();
            var through = rows.newestChange();
            var meetings = work.everything();
            position = through;
            seen.clear();
            commit();
            index.refresh();
            LOG.log(
                    Level.INFO,
                    "Search index made anew meetings={0} documents={1} took={2}ms",
                    meetings,
                    index.documents(),
                    Long.toString(ticker.since(startedNanos).toMillis()));
        } finally {
            state = IndexState.FOLLOWING;
        }
    }

    private boolean follow() {
        var changes =
                rows
                        .changesAfter(
                                Math.max(0, position - LOOK_BACK), CHANGES_AT_A_TIME + LOOK_BACK)
                        .stream()
                        .filter(change -> !seen.contains(change.position()))
                        .limit(CHANGES_AT_A_TIME)
                        .toList();
        if (changes.isEmpty()) {
            return false;
        }
        work.apply(changes);
        index.refresh();
        remember(changes);
        isDirty = true;
        return true;
    }

    private void remember(List<Change> changes) {
        for (var change : changes) {
            seen.add(change.position());
            position = Math.max(position, change.position());
        }
        seen.removeIf(one -> one <= position - LOOK_BACK);
    }

    private boolean vectors() throws InterruptedException {
        if (ticker.nanos() - vectorsNotBeforeNanos < 0) {
            return false;
        }
        try {
            if (work.vectors(clock.instant().minus(SETTLED)) == 0) {
                return false;
            }
        } catch (SearchException e) {
            if (e.code() != SearchException.Code.NO_VECTORS) {
                throw e;
            }
            LOG.log(Level.WARNING, "Search by meaning has to wait: {0}", e.getMessage());
            vectorsNotBeforeNanos = ticker.nanos() + WITHOUT_VECTORS.toNanos();
            return false;
        }
        index.refresh();
        isDirty = true;
        return true;
    }

    private Mark mark() {
        return new Mark(position, epoch, work.layout());
    }

    private void commit() {
        index.commit(mark());
        committed();
    }

    private void committed() {
        isDirty = false;
        committedNanos = ticker.nanos();
        if (position > KEPT) {
            rows.trimChanges(position - KEPT);
        }
    }
}
