package io.roomscribe.hub.search;

import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.jspecify.annotations.Nullable;

/// What a document of the index consists of. Texts are indexed and not stored: results are shown
/// from the database, which alone knows what may still be shown.
final class IndexFields {
    /// Raise it when documents look different: the index is then made anew.
    static final String LAYOUT = "2";

    static final String TYPE = "type";
    static final String KEY = "key";
    static final String MEETING = "meeting";
    static final String ROOM = "room";
    static final String PERSON = "person";
    static final String AT = "at";
    static final String NUMBER = "number";
    static final String MEMBER = "member";
    static final String MEMBERS = "members";
    static final String WINDOW = "window";
    static final String HASH = "hash";
    static final String VECTOR = "vector";
    static final String VECTOR_STATE = "vector-state";
    static final String CLOSES = "closes";

    /// One kind of document each.
    enum DocumentType {
        SEGMENT,
        PASSAGE,
        DECISION,
        ACTION,
        QUESTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static DocumentType of(ItemKind kind) {
            return valueOf(kind.name());
        }
    }

    /// Of a passage: it has one, will get one, will not.
    enum VectorState {
        THERE,
        WANTED,
        NONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private IndexFields() {}

    static Document of(IndexedSegment segment) {
        var document =
                start(DocumentType.SEGMENT, segmentKey(segment.number()).text(), segment.meeting());
        document.add(new StringField(ROOM, segment.room().value(), Store.NO));
        document.add(new LongField(AT, segment.startedAt().toEpochMilli(), Store.NO));
        document.add(new NumericDocValuesField(NUMBER, segment.number()));
        person(document, segment.name());
        text(document, segment.language(), segment.text());
        return document;
    }

    static Document of(IndexedItem item) {
        var type = DocumentType.of(item.kind());
        var document = start(type, "", item.meeting());
        document.add(new StringField(ROOM, item.room().value(), Store.NO));
        document.add(new LongField(AT, item.saidAt().toEpochMilli(), Store.NO));
        document.add(new NumericDocValuesField(NUMBER, item.segment()));
        person(document, item.speaker());
        person(document, item.owner());
        text(document, item.language(), item.text());
        return document;
    }

    /// @param vector null when it has none
    static Document of(IndexedPassage passage, VectorState state, float @Nullable [] vector) {
        var document =
                start(DocumentType.PASSAGE, passageKey(passage.key()).text(), passage.meeting());
        document.add(new StringField(ROOM, passage.room().value(), Store.NO));
        document.add(
                new LongField(
                        AT, passage.segments().getFirst().startedAt().toEpochMilli(), Store.NO));
        document.add(new LongField(CLOSES, passage.closesAt().toEpochMilli(), Store.NO));
        document.add(new StoredField(WINDOW, passage.window()));
        document.add(new StoredField(MEETING, passage.meeting()));
        document.add(new StoredField(HASH, passage.hash()));
        passage.names().forEach(name -> person(document, name));
        for (var segment : passage.segments()) {
            document.add(new StringField(MEMBER, Long.toString(segment.number()), Store.NO));
            document.add(new StoredField(MEMBERS, segment.number()));
        }
        document.add(new StringField(VECTOR_STATE, state.word(), Store.NO));
        if (vector != null) {
            document.add(
                    new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    private static Document start(DocumentType type, String key, String meeting) {
        var document = new Document();
        document.add(new StringField(TYPE, type.word(), Store.NO));
        document.add(new StringField(MEETING, meeting, Store.NO));
        if (!key.isEmpty()) {
            document.add(new StringField(KEY, key, Store.NO));
        }
        return document;
    }

    private static void person(Document document, String name) {
        if (!name.isEmpty()) {
            document.add(new StringField(PERSON, personTerm(name), Store.NO));
        }
    }

    static String personTerm(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static void text(Document document, String language, String text) {
        document.add(new TextField(Languages.field(language), text, Store.NO));
    }

    static Term type(DocumentType type) {
        return new Term(TYPE, type.word());
    }

    static Term segmentKey(long number) {
        return new Term(KEY, "s/" + number);
    }

    static Term passageKey(String key) {
        return new Term(KEY, "p/" + key);
    }

    static Term meeting(String id) {
        return new Term(MEETING, id);
    }
}
