package io.roomscribe.protocol.message;

import io.roomscribe.protocol.RecordingId;

/// A stretch of a recording, in samples at 16 kHz from its first one.
public record Stretch(RecordingId recording, long firstSample, long samples) {
    public Stretch {
        Checks.notNegative("firstSample", firstSample);
        Checks.notNegative("samples", samples);
    }

    /// The sample after its last.
    public long endSample() {
        return firstSample + samples;
    }

    /// Whether any part of an utterance lies in it; of everything else, no.
    public boolean touches(EntryBody body) {
        return body instanceof EntryBody.Utterance said
                && said.recording().equals(recording)
                && said.firstSample() < endSample()
                && said.firstSample() + said.samples() > firstSample;
    }
}
