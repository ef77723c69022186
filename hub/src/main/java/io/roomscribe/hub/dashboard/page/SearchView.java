package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.search.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A search and what it found.
///
/// Immutable.
///
/// @param like the sentence that others are to be like; empty when words are looked for
/// @param note what to say about how it was searched
/// @param more address of the next results
record SearchView(
        Asked asked,
        List<Choice> rooms,
        Optional<String> like,
        List<Row> rows,
        String heading,
        String note,
        Optional<String> more) {

    /// What the form says.
    record Asked(
            String q,
            String mode,
            String room,
            String person,
            String from,
            String to,
            String kind) {}

    record Choice(String value, String name) {}

    /// @param when day and time
    record Row(
            long number,
            String address,
            String meeting,
            String room,
            String when,
            String name,
            String tone,
            List<Piece> text,
            boolean byWords,
            boolean byMeaning) {}

    /// A piece of a text, looked for or not.
    record Piece(String text, boolean isMarked) {}

    static List<Piece> pieces(String text, List<Span> marked) {
        var pieces = new ArrayList<Piece>();
        var at = 0;
        for (var span : marked) {
            if (span.from() > at) {
                pieces.add(new Piece(text.substring(at, span.from()), false));
            }
            pieces.add(new Piece(text.substring(span.from(), span.to()), true));
            at = span.to();
        }
        if (at < text.length()) {
            pieces.add(new Piece(text.substring(at), false));
        }
        return List.copyOf(pieces);
    }

    boolean isBlank() {
        return asked.q().isBlank() && like.isEmpty();
    }
}
