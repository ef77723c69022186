package io.roomscribe.protocol.microphone;

import java.util.Locale;

/// What a check of a microphone came to, and what to do about it.
public enum MicVerdict {
    GOOD(true, "speech from the far seat is understood", ""),
    FAIR(
            true,
            "speech from the far seat is mostly understood",
            "good enough; it gets better with the microphone closer to the far seat"),
    NOISY(
            true,
            "speech is understood, but the room is loud",
            "good enough; move the microphone away from fans, projectors and air ducts"),
    SILENT(
            false,
            "the microphone delivers digital silence",
            "look at its mute switch and its plug; another USB socket tells whether it is the socket"),
    CLIPPING(
            false,
            "speech is so loud that it is cut off",
            "lower the gain: on the box run 'alsamixer', press F4, take 'Capture' down by ten"),
    TOO_QUIET(
            false,
            "speech from the far seat is too quiet",
            "move the microphone closer, or raise the gain: on the box run 'alsamixer', press F4"),
    TOO_NOISY(
            false,
            "the room is louder than the speech",
            "move the microphone away from fans, projectors and air ducts, or closer to the far seat"),
    UNHEARD(
            false,
            "sound came, but no words were recognised in it",
            "read louder and press Enter only after the last word"),
    OTHER_WORDS(
            false,
            "other words were recognised than those of the phrase",
            "read the phrase as it stands, while nobody else speaks"),
    LATE(
            false,
            "the recogniser did not come to the phrase in time",
            "it may be busy with older recordings; look at what the box says of itself"),
    POOR(
            false,
            "too many words of the phrase were lost",
            "move the microphone closer to the far seat, with nothing between");

    private final boolean passes;
    private final String meaning;
    private final String advice;

    MicVerdict(boolean passes, String meaning, String advice) {
        this.passes = passes;
        this.meaning = meaning;
        this.advice = advice;
    }

    /// Whether the room can be accepted.
    public boolean passes() {
        return passes;
    }

    public String meaning() {
        return meaning;
    }

    /// One sentence; empty when there is nothing to do.
    public String advice() {
        return advice;
    }

    /// Whether looking at the box tells more than checking again.
    public boolean isForDoctor() {
        return this == SILENT || this == LATE;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
