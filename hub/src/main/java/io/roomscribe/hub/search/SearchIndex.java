package io.roomscribe.hub.search;

import io.roomscribe.hub.search.IndexFields.DocumentType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/// The files of the index: documents go in, searchers come out, and every commit says up to which
/// position of the change log it goes. A crash leaves the last commit.
///
/// One writer at a time; searching is thread-safe.
final class SearchIndex implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SearchIndex.class.getName());
    private static final double BUFFER_MIB = 32;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /// Up to where a commit goes.
    ///
    /// @param position of the change log
    /// @param epoch the database's
    /// @param layout of the documents, with the embedder's id
    record Mark(long position, String epoch, String layout) {
        private static final String POSITION = "position";
        private static final String EPOCH = "epoch";
        private static final String LAYOUT = "layout";

        Map<String, String> data() {
            return Map.of(POSITION, Long.toString(position), EPOCH, epoch, LAYOUT, layout);
        }

        static Mark of(Map<String, String> data) {
            return new Mark(
                    Long.parseLong(data.getOrDefault(POSITION, "-1")),
                    data.getOrDefault(EPOCH, ""),
                    data.getOrDefault(LAYOUT, ""));
        }
    }

    private SearchIndex(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    /// Opens it. What cannot be read is thrown away: the follower makes it again.
    static SearchIndex open(Path folder) {
        try {
            return tryOpen(folder);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    Level.WARNING,
                    "Search index cannot be read and is made again cause={0}",
                    e.getClass().getSimpleName());
            delete(folder);
        }
        try {
            return tryOpen(folder);
        } catch (IOException e) {
            throw SearchException.index("open", e);
        }
    }

    private static SearchIndex tryOpen(Path folder) throws IOException {
        var directory = FSDirectory.open(folder);
        try {
            var writer = new IndexWriter(directory, config());
            return new SearchIndex(
                    directory, writer, new SearcherManager(writer, new SearcherFactory()));
        } catch (IOException | IllegalArgumentException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexWriterConfig config() {
        var policy = new TieredMergePolicy();
        // What was erased has to leave the files, however little it is.
        policy.setForceMergeDeletesPctAllowed(0);
        var scheduler = new ConcurrentMergeScheduler();
        // One merge at a time, and no second processor: ingest comes first.
        scheduler.setMaxMergesAndThreads(6, 1);
        return new IndexWriterConfig(Languages.ANALYZER)
                .setMergePolicy(policy)
                .setMergeScheduler(scheduler)
                .setRAMBufferSizeMB(BUFFER_MIB)
                .setCommitOnClose(false);
    }

    /// Of the last commit.
    Mark mark() {
        var data = new HashMap<String, String>();
        var live = writer.getLiveCommitData();
        if (live != null) {
            live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        return Mark.of(data);
    }

    void put(Term key, Document document) {
        change(() -> writer.updateDocument(key, document));
    }

    void add(List<Document> documents) {
        change(() -> writer.addDocuments(documents));
    }

    void delete(Term... terms) {
        change(() -> writer.deleteDocuments(terms));
    }

    /// A meeting's decisions, tasks and questions.
    void deleteItems(String meeting) {
        var kinds = new BooleanQuery.Builder();
        for (var kind : ItemKind.values()) {
            kinds.add(new TermQuery(IndexFields.type(DocumentType.of(kind))), Occur.SHOULD);
        }
        var query =
                new BooleanQuery.Builder()
                        .add(new TermQuery(IndexFields.meeting(meeting)), Occur.FILTER)
                        .add(kinds.build(), Occur.FILTER)
                        .build();
        change(() -> writer.deleteDocuments(query));
    }

    void deleteAll() {
        change(writer::deleteAll);
    }

    /// From here on searches see what was written.
    void refresh() {
        change(searchers::maybeRefreshBlocking);
    }

    /// From here on a crash loses none of it.
    void commit(Mark mark) {
        writer.setLiveCommitData(mark.data().entrySet());
        change(writer::commit);
    }

    /// Rewrites every file that still holds something of what was deleted.
    void expunge(Mark mark) {
        change(() -> {
            writer.forceMergeDeletes(true);
            commit(mark);
            searchers.maybeRefreshBlocking();
            // Files that an earlier searcher still held.
            writer.deleteUnusedFiles();
        });
    }

    /// What a search does with a searcher.
    interface Work<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    <T> T search(Work<T> work) {
        try {
            var searcher = searchers.acquire();
            try {
                return work.with(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw SearchException.index("read", e);
        }
    }

    /// Documents in it, deleted ones left out.
    int documents() {
        return search(searcher -> searcher.getIndexReader().numDocs());
    }

    long bytes() {
        try (var files = Files.list(directory.getDirectory())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw SearchException.index("list", e);
        }
    }

    private interface Change {
        void run() throws IOException;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (IOException e) {
            throw SearchException.index("write", e);
        }
    }

    /// What was not committed is not: it is taken in again at the next start.
    @Override
    public void close() {
        try {
            searchers.close();
            writer.rollback();
            directory.close();
        } catch (IOException e) {
            throw SearchException.index("close", e);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw SearchException.index("delete", e);
        }
    }
}
