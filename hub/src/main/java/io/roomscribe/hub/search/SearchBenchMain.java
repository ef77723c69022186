package io.roomscribe.hub.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.KnnFloatVectorQuery;

/// The process behind `roomscribe bench search`: fills a database with made-up speech, makes the
/// index of it as the hub does, and measures searches as the dashboard makes them against nothing
/// but Lucene's own two queries. Prints one line of JSON.
final class SearchBenchMain {
    private static final int WARM_UP = 300;
    private static final int QUERIES = 1000;
    private static final int PAGE = 20;
    private static final int PASSAGES = 50;

    private final SyntheticSpeech speech = new SyntheticSpeech(42);
    private final SyntheticEmbedder embedder = new SyntheticEmbedder();
    private final PrintStream progress;

    private SearchBenchMain(PrintStream progress) {
        this.progress = progress;
    }

    /// @param arguments how many segments, and an empty folder
    public static void main(String... arguments) throws Exception {
        // The libraries' stories are not the measurement's.
        LogManager.getLogManager().reset();
        var figures =
                new SearchBenchMain(System.err)
                        .run(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        System.out.println(new ObjectMapper().writeValueAsString(figures));
        System.exit(0);
    }

    private Map<String, Object> run(int segments, Path folder) throws InterruptedException {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            progress.println("  writing %d segments".formatted(segments));
            speech.fill(database, segments);
            try (var index = SearchIndex.open(folder.resolve("search"))) {
                return measure(database, index, segments);
            }
        }
    }

    private Map<String, Object> measure(HubDatabase database, SearchIndex index, int segments)
            throws InterruptedException {
        progress.println("  making the index");
        var follower =
                new SearchFollower(
                        database,
                        index,
                        Optional.of(embedder),
                        Clock.systemUTC(),
                        System::nanoTime);
        var startedNanos = System.nanoTime();
        while (follower.step()) {
            Thread.onSpinWait();
        }
        follower.finish();
        var indexSeconds = (System.nanoTime() - startedNanos) / 1e9;
        progress.println("  searching");
        try (var search = new Search(database, index, Optional.of(embedder), System::nanoTime)) {
            var full = new ArrayList<Double>();
            var bare = new ArrayList<Double>();
            for (var i = 0; i < WARM_UP + QUERIES; i++) {
                var query = query(i);
                var fullMillis = millis(() -> search.search(query));
                var bareMillis = millis(() -> bare(index, query));
                if (i >= WARM_UP) {
                    full.add(fullMillis);
                    bare.add(bareMillis);
                }
            }
            return figures(index, segments, indexSeconds, full, bare);
        }
    }

    /// Every third in one room, every third in a month.
    private SearchQuery query(int number) {
        var filter = SearchQuery.Filter.everything(VisibleRooms.ALL);
        if (number % 3 == 1) {
            filter =
                    filter.inRoom(
                            new io.roomscribe.protocol.RoomId(
                                    "room-" + number % SyntheticSpeech.ROOMS));
        } else if (number % 3 == 2) {
            filter =
                    new SearchQuery.Filter(
                            VisibleRooms.ALL,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(java.time.Instant.parse("2026-01-10T00:00:00Z")),
                            Optional.of(java.time.Instant.parse("2026-02-10T00:00:00Z")),
                            Set.of());
        }
        return new SearchQuery(speech.query(), SearchMode.BOTH, filter, 0, PAGE);
    }

    /// Lucene's two queries with the same filter, and nothing made of what they find.
    private Object bare(SearchIndex index, SearchQuery query) {
        var vector = embedder.embed(List.of(query.text())).getFirst();
        var words = WordsQuery.parse(query.text());
        return index.search(searcher -> {
            var fields = Languages.fields(FieldInfos.getIndexedFields(searcher.getIndexReader()));
            var texts =
                    new BooleanQuery.Builder()
                            .add(words.strict(fields), Occur.MUST)
                            .add(FilterQuery.ofTexts(query.filter()), Occur.FILTER)
                            .build();
            var passages =
                    new KnnFloatVectorQuery(
                            IndexFields.VECTOR,
                            vector,
                            PASSAGES,
                            FilterQuery.ofPassages(query.filter()));
            return searcher.search(texts, PAGE).scoreDocs.length
                    + searcher.search(passages, PAGE).scoreDocs.length;
        });
    }

    private interface Measured {
        Object run() throws InterruptedException;
    }

    private static double millis(Measured measured) throws InterruptedException {
        var startedNanos = System.nanoTime();
        var _ = measured.run();
        return (System.nanoTime() - startedNanos) / 1e6;
    }

    private static Map<String, Object> figures(
            SearchIndex index,
            int segments,
            double indexSeconds,
            List<Double> full,
            List<Double> bare) {
        var figures = new TreeMap<String, Object>();
        figures.put("segments", segments);
        figures.put("passages", IndexWork.count(index, IndexFields.DocumentType.PASSAGE));
        figures.put("queries", full.size());
        figures.put("p50Millis", percentile(full, 50));
        figures.put("p95Millis", percentile(full, 95));
        figures.put("bareP50Millis", percentile(bare, 50));
        figures.put("bareP95Millis", percentile(bare, 95));
        figures.put("ratio", percentile(full, 50) / percentile(bare, 50));
        figures.put("indexBytes", index.bytes());
        figures.put("indexSeconds", indexSeconds);
        return figures;
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }
}
