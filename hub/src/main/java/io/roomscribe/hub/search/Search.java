package io.roomscribe.hub.search;

import io.roomscribe.hub.search.SearchResult.Hit;
import io.roomscribe.hub.search.SearchResult.Meaning;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;

/// Answers searches from the index, and shows from the database: what was erased a moment ago is
/// not shown even if the index still has it.
///
/// Thread-safe. Searches run on a few threads of their own and at most so many wait, since reading
/// mapped files would hold up the threads that ingest runs on.
final class Search implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Search.class.getName());
    private static final int PASSAGES = 50;

    private final SearchIndex index;
    private final SearchRows rows;
    private final Optional<Embedder> embedder;
    private final Ticker ticker;
    private final SearchThreads threads = new SearchThreads();

    Search(HubDatabase database, SearchIndex index, Optional<Embedder> embedder, Ticker ticker) {
        this.index = index;
        this.rows = new SearchRows(database);
        this.embedder = embedder;
        this.ticker = ticker;
    }

    /// @throws SearchBusyException when too many search already
    SearchResult search(SearchQuery query) throws InterruptedException {
        return threads.run(() -> {
            var words = WordsQuery.parse(query.text());
            return run(query, words, query.mode() == SearchMode.BOTH && words.isLong());
        });
    }

    /// What is most like a text in its meaning, or in its words where there is no meaning.
    SearchResult like(String text, SearchQuery.Filter filter, int limit)
            throws InterruptedException {
        var query = new SearchQuery(text, SearchMode.BOTH, filter, 0, limit);
        return threads.run(() -> run(query, WordsQuery.plain(text), true));
    }

    private SearchResult run(SearchQuery query, WordsQuery words, boolean loose)
            throws InterruptedException {
        var startedNanos = ticker.nanos();
        var vector = vector(query, words);
        var found =
                index.search(searcher -> {
                    var fields =
                            Languages.fields(
                                    FieldInfos.getIndexedFields(searcher.getIndexReader()));
                    var texts = loose ? words.loose(fields) : words.strict(fields);
                    return new Found(texts, places(searcher, query, words, texts, vector));
                });
        var last = query.offset() + query.limit();
        var page = found.places().stream().skip(query.offset()).limit(query.limit()).toList();
        return new SearchResult(
                hits(page, query, new Highlighter(found.texts())),
                found.places().size() > last,
                meaning(query, words, vector),
                ticker.since(startedNanos));
    }

    private record Found(Query texts, List<Ranking.Place> places) {}

    private Optional<float[]> vector(SearchQuery query, WordsQuery words)
            throws InterruptedException {
        if (!wantsMeaning(query, words) || embedder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(embedder.get().embed(List.of(words.plain())).getFirst());
        } catch (SearchException e) {
            LOG.log(Level.WARNING, "Searched by words only: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean wantsMeaning(SearchQuery query, WordsQuery words) {
        return query.mode() != SearchMode.WORDS
                && !words.isEmpty()
                && query.filter().kinds().isEmpty();
    }

    private static Meaning meaning(SearchQuery query, WordsQuery words, Optional<float[]> vector) {
        if (!wantsMeaning(query, words)) {
            return Meaning.UNUSED;
        }
        return vector.isPresent() ? Meaning.USED : Meaning.UNAVAILABLE;
    }

    private List<Ranking.Place> places(
            IndexSearcher searcher,
            SearchQuery query,
            WordsQuery words,
            Query texts,
            Optional<float[]> vector)
            throws IOException {
        var ranking = new Ranking();
        if (words.isEmpty()) {
            newest(searcher, query).forEach(ranking::addSegment);
        } else if (query.mode() != SearchMode.MEANING || vector.isEmpty()) {
            byWords(searcher, query, texts).forEach(ranking::addSegment);
        }
        if (vector.isPresent()) {
            byMeaning(searcher, query, vector.get()).forEach(ranking::addPassage);
        }
        return ranking.places();
    }

    private static List<Long> newest(IndexSearcher searcher, SearchQuery query) throws IOException {
        var byTime =
                new Sort(
                        LongField.newSortField(
                                IndexFields.AT, true, SortedNumericSelector.Type.MIN));
        var top =
                searcher.search(
                        FilterQuery.ofTexts(query.filter()), SearchQuery.DEPTH_MAX + 1, byTime);
        return numbers(searcher, top.scoreDocs);
    }

    private static List<Long> byWords(IndexSearcher searcher, SearchQuery query, Query texts)
            throws IOException {
        if (texts instanceof MatchNoDocsQuery) {
            return List.of();
        }
        var filtered =
                new BooleanQuery.Builder()
                        .add(texts, Occur.MUST)
                        .add(FilterQuery.ofTexts(query.filter()), Occur.FILTER)
                        .build();
        var top = searcher.search(filtered, SearchQuery.DEPTH_MAX + 1);
        return numbers(searcher, top.scoreDocs);
    }

    /// From columns: stored fields would be unpacked by the block, two hundred of them.
    private static List<Long> numbers(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
        var numbers = new ArrayList<Long>();
        var leaves = searcher.getIndexReader().leaves();
        for (var hit : hits) {
            var leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
            var values = DocValues.getNumeric(leaf.reader(), IndexFields.NUMBER);
            if (values.advanceExact(hit.doc - leaf.docBase)) {
                numbers.add(values.longValue());
            }
        }
        return numbers;
    }

    private List<List<Long>> byMeaning(IndexSearcher searcher, SearchQuery query, float[] vector)
            throws IOException {
        var like =
                new KnnFloatVectorQuery(
                        IndexFields.VECTOR,
                        vector,
                        PASSAGES,
                        FilterQuery.ofPassages(query.filter()));
        // Lucene's score of a cosine c is (1 + c) / 2.
        var least = (1 + embedder.map(Embedder::leastLikeness).orElse(0.0)) / 2;
        var passages = new ArrayList<List<Long>>();
        var stored = searcher.storedFields();
        for (var hit : searcher.search(like, PASSAGES).scoreDocs) {
            if (hit.score >= least) {
                var members = stored.document(hit.doc, Set.of(IndexFields.MEMBERS));
                passages.add(
                        java.util.Arrays.stream(members.getFields(IndexFields.MEMBERS))
                                .map(Search::number)
                                .toList());
            }
        }
        return passages;
    }

    private static long number(IndexableField field) {
        return field.numericValue().longValue();
    }

    private List<Hit> hits(List<Ranking.Place> places, SearchQuery query, Highlighter highlighter) {
        var segments =
                rows.segments(places.stream().flatMap(place -> place.members().stream()).toList());
        var hits = new ArrayList<Hit>();
        for (var place : places) {
            shown(place, segments, query.filter())
                    .ifPresent(segment ->
                            hits.add(
                                    new Hit(
                                            segment,
                                            place.score(),
                                            highlighter.spans(segment.language(), segment.text()),
                                            place.byWords(),
                                            place.byMeaning())));
        }
        return hits;
    }

    /// Of a passage, what says most.
    private static Optional<IndexedSegment> shown(
            Ranking.Place place, Map<Long, IndexedSegment> segments, SearchQuery.Filter filter) {
        return place.members().stream()
                .filter(segments::containsKey)
                .map(segments::get)
                .filter(one -> filter.visible().has(one.room()))
                .filter(one ->
                        place.byWords()
                                || filter.person()
                                        .map(IndexFields::personTerm)
                                        .map(IndexFields.personTerm(one.name())::equals)
                                        .orElse(true))
                .max(Comparator.comparingInt(one -> one.text().length()));
    }

    @Override
    public void close() {
        threads.close();
    }
}
