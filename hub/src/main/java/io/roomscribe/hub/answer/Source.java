package io.roomscribe.hub.answer;

import io.roomscribe.hub.search.IndexedSegment;

/// Something that was said, with the number by which an answer refers to it.
///
/// Immutable.
public record Source(int number, IndexedSegment segment) {
    /// As a model is shown it, and as a sentence is compared with it.
    String line() {
        return segment.name().isEmpty() ? segment.text() : segment.name() + ": " + segment.text();
    }
}
