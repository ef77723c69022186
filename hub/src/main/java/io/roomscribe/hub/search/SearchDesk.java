package io.roomscribe.hub.search;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The search as the rest of the hub sees it: index, follower and answers to searches, opened and
/// closed together.
///
/// Thread-safe.
public final class SearchDesk implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SearchDesk.class.getName());

    /// Laid beside the index by `roomscribe search rebuild`.
    private static final String REBUILD_MARK = "rebuild";

    /// What becomes of it until the index is made.
    private static final String REBUILDING_MARK = "rebuilding";

    private final Path folder;
    private final SearchIndex index;
    private final SearchFollower follower;
    private final Search search;
    private final SearchRows rows;
    private final Optional<Embedder> embedder;

    /// What there is to say about the index.
    ///
    /// @param vectorModel empty when nothing is searched by meaning
    public record Status(
            IndexState state,
            int segments,
            int passages,
            int withoutVector,
            long bytes,
            Optional<String> vectorModel) {}

    private SearchDesk(
            Path folder,
            SearchIndex index,
            SearchFollower follower,
            Search search,
            SearchRows rows,
            Optional<Embedder> embedder) {
        this.folder = folder;
        this.index = index;
        this.follower = follower;
        this.search = search;
        this.rows = rows;
        this.embedder = embedder;
    }

    /// @param embedder empty: words only
    public static SearchDesk open(
            HubDatabase database, Optional<Embedder> embedder, Clock clock, Ticker ticker) {
        var folder = database.folder().resolve("search");
        var index = SearchIndex.open(folder.resolve("index"));
        return new SearchDesk(
                folder,
                index,
                new SearchFollower(database, index, embedder, clock, ticker),
                new Search(database, index, embedder, ticker),
                new SearchRows(database),
                embedder);
    }

    /// @throws SearchBusyException when too many search already
    public SearchResult search(SearchQuery query) throws InterruptedException {
        return search.search(query);
    }

    /// Places most like a text.
    public SearchResult like(String text, SearchQuery.Filter filter, int limit)
            throws InterruptedException {
        return search.like(text, filter, limit);
    }

    /// What was said in the same 45 seconds of its meeting, in order; empty when it is gone.
    public List<IndexedSegment> around(IndexedSegment segment) {
        return rows.passage(segment.meeting(), IndexedPassage.window(segment.startedAt()))
                .map(IndexedPassage::segments)
                .orElse(List.of());
    }

    public void rebuild() {
        follower.rebuild();
    }

    /// See [SearchFollower#purge].
    public void purge() {
        follower.purge();
    }

    public Status status() {
        return new Status(
                follower.state(),
                IndexWork.count(index, IndexFields.DocumentType.SEGMENT),
                IndexWork.count(index, IndexFields.DocumentType.PASSAGE),
                IndexWork.countWanting(index),
                index.bytes(),
                embedder.map(Embedder::id));
    }

    /// Follows the database; looks for the mark that asks for a rebuild.
    public Task follower() {
        return stop -> {
            while (!stop.isStopping()) {
                var isAsked = takeMark();
                if (isAsked) {
                    follower.rebuild();
                }
                var isMore = follower.step();
                if (isAsked) {
                    dropMark();
                }
                if (!isMore) {
                    stop.await(SearchFollower.IDLE);
                }
            }
            follower.finish();
        };
    }

    /// Also true when the last life was killed in the middle of it.
    private boolean takeMark() {
        var taken = folder.resolve(REBUILDING_MARK);
        try {
            var mark = folder.resolve(REBUILD_MARK);
            if (Files.exists(mark)) {
                Files.move(mark, taken, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Mark for a rebuild cannot be taken folder={0}", folder);
        }
        return Files.exists(taken);
    }

    private void dropMark() {
        try {
            Files.deleteIfExists(folder.resolve(REBUILDING_MARK));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Mark for a rebuild cannot be removed folder={0}", folder);
        }
    }

    @Override
    public void close() {
        search.close();
        embedder.ifPresent(Embedder::close);
        index.close();
    }
}
