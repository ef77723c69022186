package io.roomscribe.hub.search;

import io.roomscribe.hub.search.IndexFields.DocumentType;
import io.roomscribe.hub.search.IndexFields.VectorState;
import io.roomscribe.hub.search.Passages.Place;
import io.roomscribe.hub.store.ChangeLog.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.TermQuery;

/// Writes into the index what the database has: one segment, one passage, a meeting, everything.
/// Every step may be done twice.
///
/// Confined to whoever holds the follower's lock.
final class IndexWork {
    private static final int PASSAGES_AT_A_TIME = 64;
    private static final int DOCUMENTS_AT_A_TIME = 2000;

    private final SearchRows rows;
    private final SearchIndex index;
    private final Optional<Embedder> embedder;

    IndexWork(SearchRows rows, SearchIndex index, Optional<Embedder> embedder) {
        this.rows = rows;
        this.index = index;
        this.embedder = embedder;
    }

    /// What the documents of this index look like.
    String layout() {
        return IndexFields.LAYOUT + " " + embedder.map(Embedder::id).orElse("words only");
    }

    /// Takes in changes, each meeting once.
    void apply(List<Change> changes) {
        var whole = new LinkedHashSet<String>();
        var minutes = new LinkedHashSet<String>();
        var segments = new HashMap<String, Set<Long>>();
        for (var change : changes) {
            if (change.isWholeMeeting()) {
                whole.add(change.meeting());
            } else if (change.isMinutes()) {
                minutes.add(change.meeting());
            } else {
                segments.computeIfAbsent(change.meeting(), _ -> new LinkedHashSet<>())
                        .add(change.segment());
            }
        }
        whole.forEach(this::meeting);
        segments.forEach((meeting, numbers) -> {
            if (!whole.contains(meeting)) {
                segments(numbers);
            }
        });
        minutes.stream().filter(one -> !whole.contains(one)).forEach(this::items);
    }

    private void segments(Set<Long> numbers) {
        var passages = new LinkedHashSet<Place>();
        for (var number : numbers) {
            passages.addAll(Passages.holding(index, number));
            var segment = rows.segment(number);
            if (segment.isPresent()) {
                index.put(IndexFields.segmentKey(number), IndexFields.of(segment.get()));
                passages.add(
                        new Place(
                                segment.get().meeting(),
                                IndexedPassage.window(segment.get().startedAt())));
            } else {
                index.delete(IndexFields.segmentKey(number));
            }
        }
        passages.forEach(this::passage);
    }

    private void passage(Place place) {
        var key = IndexedPassage.key(place.meeting(), place.window());
        var passage = rows.passage(place.meeting(), place.window());
        if (passage.isEmpty()) {
            index.delete(IndexFields.passageKey(key));
            return;
        }
        var known = Passages.vectorsOf(index, key);
        index.put(IndexFields.passageKey(key), document(passage.get(), known));
    }

    private Document document(IndexedPassage passage, Map<String, float[]> known) {
        var vector = known.get(passage.hash());
        if (vector != null) {
            return IndexFields.of(passage, VectorState.THERE, vector);
        }
        var wants =
                passage.isWorthAVector()
                        && embedder.filter(one -> one.speaks(passage.language())).isPresent();
        return IndexFields.of(passage, wants ? VectorState.WANTED : VectorState.NONE, null);
    }

    private void items(String meeting) {
        index.deleteItems(meeting);
        index.add(rows.items(meeting).stream().map(IndexFields::of).toList());
    }

    private void meeting(String meeting) {
        var known = Passages.vectors(index, meeting);
        index.delete(IndexFields.meeting(meeting));
        index.add(documents(meeting, known));
    }

    private List<Document> documents(String meeting, Map<String, float[]> known) {
        var segments = rows.segments(meeting);
        var documents = new ArrayList<Document>();
        segments.forEach(segment -> documents.add(IndexFields.of(segment)));
        IndexedPassage.of(segments).forEach(passage -> documents.add(document(passage, known)));
        rows.items(meeting).forEach(item -> documents.add(IndexFields.of(item)));
        return documents;
    }

    /// Everything anew. Searches see the old index until the next refresh.
    ///
    /// @return how many meetings
    int everything() {
        var meetings = rows.meetings();
        index.deleteAll();
        var documents = new ArrayList<Document>();
        for (var meeting : meetings) {
            documents.addAll(documents(meeting, Map.of()));
            if (documents.size() >= DOCUMENTS_AT_A_TIME) {
                index.add(documents);
                documents.clear();
            }
        }
        index.add(documents);
        return meetings.size();
    }

    /// Makes vectors for some of the passages that are over.
    ///
    /// @return how many
    int vectors(Instant closedBefore) throws InterruptedException {
        if (embedder.isEmpty()) {
            return 0;
        }
        var passages =
                Passages.wanting(index, closedBefore, PASSAGES_AT_A_TIME).stream()
                        .map(place -> rows.passage(place.meeting(), place.window()))
                        .flatMap(Optional::stream)
                        .toList();
        if (passages.isEmpty()) {
            return 0;
        }
        var vectors = embedder.get().embed(passages.stream().map(IndexedPassage::text).toList());
        for (var i = 0; i < passages.size(); i++) {
            var passage = passages.get(i);
            index.put(
                    IndexFields.passageKey(passage.key()),
                    IndexFields.of(passage, VectorState.THERE, vectors.get(i)));
        }
        return passages.size();
    }

    /// Documents of a type.
    static int count(SearchIndex index, DocumentType type) {
        return index.search(searcher -> searcher.count(new TermQuery(IndexFields.type(type))));
    }

    /// Passages without the vector that they are to get.
    static int countWanting(SearchIndex index) {
        return index.search(
                searcher -> searcher.count(new TermQuery(Passages.state(VectorState.WANTED))));
    }
}
