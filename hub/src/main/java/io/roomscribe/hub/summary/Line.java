package io.roomscribe.hub.summary;

import io.roomscribe.hub.transcript.Segment;

/// What a summariser reads of a segment.
///
/// Immutable.
///
/// @param number the segment's number
/// @param text the recogniser's words, usually lower case and without punctuation
record Line(long number, String text) {
    static Line of(Segment segment) {
        return new Line(segment.number(), segment.text());
    }
}
