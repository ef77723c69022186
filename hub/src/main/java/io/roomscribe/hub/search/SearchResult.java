package io.roomscribe.hub.search;

import java.time.Duration;
import java.util.List;

/// What was found.
///
/// Immutable.
///
/// @param more whether there is more than was asked for
/// @param meaning what became of the search by meaning
public record SearchResult(List<Hit> hits, boolean more, Meaning meaning, Duration took) {
    public SearchResult {
        hits = List.copyOf(hits);
    }

    /// One place in the transcripts.
    ///
    /// @param marked where the words stand that were looked for
    /// @param byWords whether it was found by its words
    /// @param byMeaning whether it was found by its meaning
    public record Hit(
            IndexedSegment segment,
            double score,
            List<Span> marked,
            boolean byWords,
            boolean byMeaning) {
        public Hit {
            marked = List.copyOf(marked);
        }
    }

    /// What became of the search by meaning.
    public enum Meaning {
        /// It was not asked for.
        UNUSED,
        USED,
        /// It is switched off, or cannot be done at the moment.
        UNAVAILABLE
    }
}
