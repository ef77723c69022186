package io.roomscribe.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A durable 30-second slice of a recording, written `<recording>-<index>`, the index from 0.
///
/// Immutable.
public record ChunkId(RecordingId recording, int index) {

    public ChunkId {
        if (index < 0) {
            throw new IllegalArgumentException("chunk index is negative: " + index);
        }
    }

    @JsonCreator
    public static ChunkId parse(String text) {
        var dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException(
                    "not a chunk id: '" + text + "'; expected '<recording>-<index>'");
        }
        return new ChunkId(
                RecordingId.parse(text.substring(0, dash)),
                Integer.parseInt(text.substring(dash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return recording + "-" + index;
    }
}
