package io.roomscribe.hub.search;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// The search as the rest of the hub sees it: index, follower and answers to searches, opened and
/// closed together.
///
/// Thread-safe.
public final class SearchDesk implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SearchDesk.class.getName());

    /// Laid beside the index by `roomscribe search rebuild`; gone when it is done.
    public static final String REBUILD_MARK = "rebuild";

    private final Path folder;
    private final SearchIndex index;
    private final SearchFollower follower;
    private final Search search;
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
            Optional<Embedder> embedder) {
        this.folder = folder;
        this.index = index;
        this.follower = follower;
        this.search = search;
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
            var mark = folder.resolve(REBUILD_MARK);
            while (!stop.isStopping()) {
                var isAsked = Files.exists(mark);
                if (isAsked) {
                    follower.rebuild();
                }
                var isMore = follower.step();
                if (isAsked) {
                    done(mark);
                }
                if (!isMore) {
                    stop.await(SearchFollower.IDLE);
                }
            }
            follower.finish();
        };
    }

    private static void done(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Mark for a rebuild cannot be removed file={0}", mark);
        }
    }

    @Override
    public void close() {
        search.close();
        embedder.ifPresent(Embedder::close);
        index.close();
    }
}
