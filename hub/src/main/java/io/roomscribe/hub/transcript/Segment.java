package io.roomscribe.hub.transcript;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.Word;
import java.time.Instant;
import java.util.List;

/// A piece of transcript: one utterance as the hub keeps it.
///
/// Immutable.
///
/// @param number in order of arrival over the whole hub; never changes
/// @param meeting the meeting it belongs to
/// @param firstSample at 16 kHz from the recording's first sample
/// @param speaker label such as `speaker-1`; empty while speakers are not told apart
/// @param capturedAt wall time at which the last sample reached the recorder
public record Segment(
        long number,
        String meeting,
        RecordingId recording,
        long firstSample,
        long samples,
        Instant startedAt,
        Instant endedAt,
        Instant capturedAt,
        String speaker,
        String language,
        String model,
        String text,
        List<Word> words) {
    public Segment {
        words = List.copyOf(words);
    }

    /// The text's words as blanks part them, each with its time; empty when none is known. The
    /// recogniser's own words may differ from the text that stands beside them.
    public List<Word> timedWords() {
        var isOneToOne = words.size() == text.strip().split("\\s+").length && !text.isBlank();
        return isOneToOne ? words : WordTimes.of(words, text);
    }
}
