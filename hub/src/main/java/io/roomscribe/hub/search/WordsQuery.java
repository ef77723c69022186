package io.roomscribe.hub.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;

/// What people type into a search box: words, `"a phrase"`, `begin*`, `-without`. Anything else is
/// words, too, so nothing that is typed is an error.
///
/// Immutable.
final class WordsQuery {
    private static final Pattern UNIT = Pattern.compile("(-?)(?:\"([^\"]*)\"?|(\\S+))");
    private static final int UNITS_MAX = 40;
    private static final int PREFIX_LENGTH_MIN = 2;

    /// So many words all have to be there; of more, most.
    private static final int ALL_OF = 3;

    /// Longer than this, people ask a question and do not list words.
    private static final int LONG = 5;

    private static final double MOST = 0.75;

    /// One of the things typed.
    sealed interface Unit {
        record Words(String text) implements Unit {}

        record Phrase(String text) implements Unit {}

        record Beginning(String text) implements Unit {}
    }

    private final List<Unit> wanted;
    private final List<Unit> unwanted;

    private WordsQuery(List<Unit> wanted, List<Unit> unwanted) {
        this.wanted = List.copyOf(wanted);
        this.unwanted = List.copyOf(unwanted);
    }

    static WordsQuery parse(String text) {
        var wanted = new ArrayList<Unit>();
        var unwanted = new ArrayList<Unit>();
        var found = UNIT.matcher(text);
        while (found.find() && wanted.size() + unwanted.size() < UNITS_MAX) {
            var unit =
                    found.group(2) != null ? new Unit.Phrase(found.group(2)) : unit(found.group(3));
            (found.group(1).isEmpty() ? wanted : unwanted).add(unit);
        }
        return new WordsQuery(wanted, unwanted);
    }

    private static Unit unit(String word) {
        var plain = word.replaceAll("^\\p{Punct}+|\\p{Punct}+$", "");
        return word.endsWith("*") && plain.length() >= PREFIX_LENGTH_MIN
                ? new Unit.Beginning(plain)
                : new Unit.Words(word);
    }

    /// A text as it is: no mark in it means anything.
    static WordsQuery plain(String text) {
        var words =
                Pattern.compile("\\s+")
                        .splitAsStream(text.strip())
                        .filter(word -> !word.isEmpty())
                        .limit(UNITS_MAX)
                        .map(word -> (Unit) new Unit.Words(word))
                        .toList();
        return new WordsQuery(words, List.of());
    }

    /// Whether it is a sentence rather than a few words.
    boolean isLong() {
        return wanted.size() > LONG;
    }

    /// Whether something is looked for, and not only left out.
    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /// What is looked for, as plain text.
    String plain() {
        return String.join(" ", wanted.stream().map(WordsQuery::text).toList());
    }

    private static String text(Unit unit) {
        return switch (unit) {
            case Unit.Words(var text) -> text;
            case Unit.Phrase(var text) -> text;
            case Unit.Beginning(var text) -> text;
        };
    }

    /// Most of the words, in the fields of all languages.
    Query strict(List<String> fields) {
        var units = queries(wanted, fields);
        var must = units.size() <= ALL_OF ? units.size() : (int) Math.ceil(units.size() * MOST);
        return build(units, must, fields);
    }

    /// Any of the words: the more, the better.
    Query loose(List<String> fields) {
        return build(queries(wanted, fields), 1, fields);
    }

    private Query build(List<Query> units, int must, List<String> fields) {
        if (units.isEmpty()) {
            return new MatchNoDocsQuery("nothing but words that are in every text");
        }
        var all = new BooleanQuery.Builder().setMinimumNumberShouldMatch(must);
        units.forEach(unit -> all.add(unit, Occur.SHOULD));
        queries(unwanted, fields).forEach(unit -> all.add(unit, Occur.MUST_NOT));
        return all.build();
    }

    private static List<Query> queries(List<Unit> units, List<String> fields) {
        var queries = new ArrayList<Query>();
        for (var unit : units) {
            var inFields = new ArrayList<Query>();
            for (var field : fields) {
                var query = query(unit, field);
                if (query != null) {
                    inFields.add(query);
                }
            }
            if (!inFields.isEmpty()) {
                queries.add(
                        inFields.size() == 1
                                ? inFields.getFirst()
                                : new DisjunctionMaxQuery(inFields, 0));
            }
        }
        return queries;
    }

    /// Null when the language leaves the word out.
    private static @org.jspecify.annotations.Nullable Query query(Unit unit, String field) {
        var builder = new QueryBuilder(Languages.ANALYZER);
        return switch (unit) {
            case Unit.Words(var text) -> builder.createBooleanQuery(field, text, Occur.MUST);
            case Unit.Phrase(var text) -> builder.createPhraseQuery(field, text);
            case Unit.Beginning(var text) ->
                    new PrefixQuery(new Term(field, Languages.ANALYZER.normalize(field, text)));
        };
    }
}
