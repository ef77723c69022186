package io.roomscribe.hub.search;

import static java.util.Map.entry;

import io.roomscribe.hub.language.LanguageTag;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/// How the words of each language are taken apart: endings cut, words without meaning left out. A
/// text stands in the field of its language, so that "die" is left out in German and not in
/// English.
///
/// Thread-safe.
final class Languages {
    static final String PREFIX = "text-";
    private static final String OTHER = PREFIX + "other";

    private static final Map<String, Analyzer> ANALYZERS =
            Map.ofEntries(
                    entry("cs", new CzechAnalyzer()),
                    entry("da", new DanishAnalyzer()),
                    entry("de", new GermanAnalyzer()),
                    entry("en", new EnglishAnalyzer()),
                    entry("es", new SpanishAnalyzer()),
                    entry("fi", new FinnishAnalyzer()),
                    entry("fr", new FrenchAnalyzer()),
                    entry("it", new ItalianAnalyzer()),
                    entry("ja", new CJKAnalyzer()),
                    entry("ko", new CJKAnalyzer()),
                    entry("nl", new DutchAnalyzer()),
                    entry("no", new NorwegianAnalyzer()),
                    entry("pl", new PolishAnalyzer()),
                    entry("pt", new PortugueseAnalyzer()),
                    entry("ru", new RussianAnalyzer()),
                    entry("sv", new SwedishAnalyzer()),
                    entry("tr", new TurkishAnalyzer()),
                    entry("zh", new CJKAnalyzer()));

    /// Each field with its own, by the field's name.
    static final Analyzer ANALYZER = byField();

    private Languages() {}

    private static Analyzer byField() {
        var fields = new java.util.HashMap<String, Analyzer>();
        ANALYZERS.forEach((language, analyzer) -> fields.put(PREFIX + language, analyzer));
        return new PerFieldAnalyzerWrapper(new StandardAnalyzer(), fields);
    }

    /// The field for text of a language as the recogniser's model calls it.
    static String field(String language) {
        var base = LanguageTag.base(language);
        return ANALYZERS.containsKey(base) ? PREFIX + base : OTHER;
    }

    static List<String> fields(java.util.Collection<String> ofIndex) {
        return ofIndex.stream().filter(name -> name.startsWith(PREFIX)).sorted().toList();
    }
}
