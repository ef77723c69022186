package io.roomscribe.hub.speaker;

import java.util.function.Supplier;

/// What the diarizer keeps in mind of a running meeting.
///
/// Confined to one thread.
final class LiveMeeting {
    private static final int FRESH_MIN = 6;

    private final LiveVoices voices;
    private long through;
    private boolean hasVectors;
    private int known;
    private int fresh;

    LiveMeeting(SpeakerConfig config) {
        this.voices = new LiveVoices(config);
    }

    /// Takes in a segment that has a label already.
    void learn(String label, Voice voice) {
        hasVectors |= voice.hasVector();
        if (!label.isEmpty() && !label.equals(Speakers.UNSURE)) {
            voices.learn(label, voice);
            known++;
        }
    }

    /// Whether so much was said since it was looked at as a whole that it is worth to look again: a
    /// running meeting's labels get better while it goes on, and the cost stays small.
    boolean isDue() {
        return hasVectors && fresh >= Math.max(FRESH_MIN, known / 4);
    }

    /// Highest segment number it has seen; 0: it has not looked yet.
    long through() {
        return through;
    }

    void see(Voice voice, boolean isNew) {
        through = Math.max(through, voice.number());
        fresh += isNew ? 1 : 0;
        hasVectors |= voice.hasVector();
    }

    /// A segment's label; empty while no voice in this meeting has a vector.
    String hear(Voice voice, Supplier<String> newLabel) {
        return hasVectors ? voices.hear(voice, newLabel) : "";
    }
}
