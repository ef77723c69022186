package io.roomscribe.protocol.message;

import io.roomscribe.protocol.RecordingId;

/// A stretch of a recording, in samples at 16 kHz from its first one.
public record Stretch(RecordingId recording, long firstSample, long samples) {
    public Stretch {
        Checks.notNegative("firstSample", firstSample);
        Checks.notNegative("samples", samples);
    }
}
