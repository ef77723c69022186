package io.roomscribe.hub.search;

import io.roomscribe.hub.search.IndexFields.DocumentType;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// A search's filter as Lucene understands it.
final class FilterQuery {
    private FilterQuery() {}

    /// Over what was said, or over the kinds of things in minutes that the filter names.
    static Query ofTexts(SearchQuery.Filter filter) {
        var types =
                filter.kinds().isEmpty()
                        ? List.of(DocumentType.SEGMENT)
                        : filter.kinds().stream().map(DocumentType::of).toList();
        return of(types, filter);
    }

    static Query ofPassages(SearchQuery.Filter filter) {
        return of(List.of(DocumentType.PASSAGE), filter);
    }

    private static Query of(List<DocumentType> types, SearchQuery.Filter filter) {
        var all = new BooleanQuery.Builder();
        all.add(
                anyOf(IndexFields.TYPE, types.stream().map(DocumentType::word).toList()),
                Occur.FILTER);
        filter.visible()
                .only()
                .ifPresent(rooms -> all.add(anyOf(IndexFields.ROOM, values(rooms)), Occur.FILTER));
        filter.room().ifPresent(room -> add(all, IndexFields.ROOM, room.value()));
        filter.meeting().ifPresent(meeting -> add(all, IndexFields.MEETING, meeting));
        filter.person()
                .ifPresent(name -> add(all, IndexFields.PERSON, IndexFields.personTerm(name)));
        if (filter.from().isPresent() || filter.to().isPresent()) {
            all.add(
                    LongField.newRangeQuery(
                            IndexFields.AT,
                            filter.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                            filter.to().map(to -> to.toEpochMilli() - 1).orElse(Long.MAX_VALUE)),
                    Occur.FILTER);
        }
        return all.build();
    }

    private static List<String> values(Set<RoomId> rooms) {
        return rooms.stream().map(RoomId::value).toList();
    }

    private static void add(BooleanQuery.Builder all, String field, String value) {
        all.add(new TermQuery(new Term(field, value)), Occur.FILTER);
    }

    private static Query anyOf(String field, Collection<String> values) {
        return values.size() == 1
                ? new TermQuery(new Term(field, values.iterator().next()))
                : new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
