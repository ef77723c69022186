package io.roomscribe.hub.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/// Finds in a text the words that a query looked for, by the same analysis.
///
/// Immutable.
final class Highlighter {
    private final Set<Term> terms = new HashSet<>();
    private final List<Term> beginnings = new ArrayList<>();

    Highlighter(Query query) {
        query.visit(
                new QueryVisitor() {
                    @Override
                    public void consumeTerms(Query from, Term... found) {
                        terms.addAll(List.of(found));
                    }

                    @Override
                    public void visitLeaf(Query leaf) {
                        if (leaf instanceof PrefixQuery prefix) {
                            beginnings.add(prefix.getPrefix());
                        }
                    }

                    @Override
                    public QueryVisitor getSubVisitor(Occur occur, Query parent) {
                        return occur == Occur.MUST_NOT ? EMPTY_VISITOR : this;
                    }
                });
    }

    /// In the order of the text, none touching another.
    List<Span> spans(String language, String text) {
        var field = Languages.field(language);
        var spans = new ArrayList<Span>();
        try (var tokens = Languages.ANALYZER.tokenStream(field, text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            var offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (isWanted(field, term.toString())) {
                    add(spans, new Span(offset.startOffset(), offset.endOffset()));
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a text in memory cannot be read", e);
        }
        return List.copyOf(spans);
    }

    private boolean isWanted(String field, String term) {
        return terms.contains(new Term(field, term))
                || beginnings.stream()
                        .anyMatch(one -> one.field().equals(field) && term.startsWith(one.text()));
    }

    private static void add(List<Span> spans, Span next) {
        if (!spans.isEmpty() && next.from() <= spans.getLast().to()) {
            var last = spans.removeLast();
            spans.add(new Span(last.from(), Math.max(last.to(), next.to())));
        } else {
            spans.add(next);
        }
    }
}
