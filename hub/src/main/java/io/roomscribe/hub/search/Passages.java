package io.roomscribe.hub.search;

import io.roomscribe.hub.search.IndexFields.DocumentType;
import io.roomscribe.hub.search.IndexFields.VectorState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Looks up passages in the index for its writer: which hold a segment, which want a vector, and
/// which vectors there are, so that none is made twice.
///
/// Stateless.
final class Passages {
    private static final Set<String> STORED =
            Set.of(IndexFields.MEETING, IndexFields.WINDOW, IndexFields.HASH, IndexFields.MEMBERS);

    /// Of a meeting; of a longer one, some vectors are made twice.
    private static final int PASSAGES_MAX = 4096;

    private Passages() {}

    /// Where a passage is.
    record Place(String meeting, long window) {}

    static List<Place> holding(SearchIndex index, long segment) {
        var query = new TermQuery(new Term(IndexFields.MEMBER, Long.toString(segment)));
        return places(index, query, 8);
    }

    /// Those that are over and wait for a vector.
    static List<Place> wanting(SearchIndex index, Instant closedBefore, int count) {
        var query =
                new BooleanQuery.Builder()
                        .add(new TermQuery(state(VectorState.WANTED)), Occur.FILTER)
                        .add(
                                LongField.newRangeQuery(
                                        IndexFields.CLOSES, 0, closedBefore.toEpochMilli()),
                                Occur.FILTER)
                        .build();
        return places(index, query, count);
    }

    static Term state(VectorState state) {
        return new Term(IndexFields.VECTOR_STATE, state.word());
    }

    private static List<Place> places(SearchIndex index, Query query, int count) {
        return index.search(searcher -> {
            var places = new ArrayList<Place>();
            for (var hit : searcher.search(query, count).scoreDocs) {
                var stored = searcher.storedFields().document(hit.doc, STORED);
                places.add(
                        new Place(
                                stored.get(IndexFields.MEETING),
                                stored.getField(IndexFields.WINDOW).numericValue().longValue()));
            }
            return places;
        });
    }

    /// A meeting's vectors by the hash of their text.
    static Map<String, float[]> vectors(SearchIndex index, String meeting) {
        var query =
                new BooleanQuery.Builder()
                        .add(new TermQuery(IndexFields.meeting(meeting)), Occur.FILTER)
                        .add(new TermQuery(IndexFields.type(DocumentType.PASSAGE)), Occur.FILTER)
                        .add(new TermQuery(state(VectorState.THERE)), Occur.FILTER)
                        .build();
        return vectors(index, query, PASSAGES_MAX);
    }

    /// The same for one passage.
    static Map<String, float[]> vectorsOf(SearchIndex index, String key) {
        return vectors(index, new TermQuery(IndexFields.passageKey(key)), 1);
    }

    private static Map<String, float[]> vectors(SearchIndex index, Query query, int count) {
        return index.search(searcher -> {
            var vectors = new HashMap<String, float[]>();
            var hits = searcher.search(query, count).scoreDocs;
            for (var hit : hits) {
                var vector = vector(searcher, hit.doc);
                if (vector.length > 0) {
                    var stored = searcher.storedFields().document(hit.doc, STORED);
                    vectors.put(stored.get(IndexFields.HASH), vector);
                }
            }
            return vectors;
        });
    }

    private static float[] vector(IndexSearcher searcher, int document) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        var values = leaf.reader().getFloatVectorValues(IndexFields.VECTOR);
        if (values == null) {
            return new float[0];
        }
        var iterator = values.iterator();
        var wanted = document - leaf.docBase;
        var found = iterator.advance(wanted);
        return found == wanted && found != DocIdSetIterator.NO_MORE_DOCS
                ? values.vectorValue(iterator.index()).clone()
                : new float[0];
    }
}
