package io.roomscribe.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of a document that code writes, between `<!-- NAME -->` and `<!-- end of NAME -->`. Tests
/// compare it with what the code would write now; with `ROOMSCRIBE_WRITE_DOCUMENTS=true` they write
/// it.
///
/// Immutable.
public record GeneratedSection(Path document, String name) {

    /// What stands in the document, once this run has written it if it was asked to.
    public String textFor(String generated) {
        try {
            var text = Files.readString(document);
            var from = text.indexOf(begin()) + begin().length();
            var to = text.indexOf(end());
            if (from < begin().length() || to < from) {
                throw new AssertionError(
                        "%s has no '%s' ... '%s'".formatted(document, begin(), end()));
            }
            if ("true".equals(System.getenv("ROOMSCRIBE_WRITE_DOCUMENTS"))) {
                Files.writeString(
                        document, text.substring(0, from) + generated + text.substring(to));
                return generated;
            }
            return text.substring(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String begin() {
        return "<!-- " + name + " -->\n";
    }

    private String end() {
        return "<!-- end of " + name + " -->";
    }
}
