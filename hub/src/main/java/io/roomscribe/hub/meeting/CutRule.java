package io.roomscribe.hub.meeting;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which of a room's meetings speech belongs to, by audio time alone: the one that was going on or
/// had paused for no longer than `pause`. One that was ended explicitly takes nothing that began
/// after its end, so that back-to-back meetings stay apart; and nothing crosses a cut.
///
/// Immutable.
record CutRule(Duration pause) {

    /// What the rule looks at.
    ///
    /// @param endedAt end of its last segment so far
    /// @param hasRecording whether something of the speech's own recording is in it
    record Span(
            String meeting,
            Instant startedAt,
            Instant endedAt,
            Optional<Closing> closing,
            boolean hasRecording) {}

    /// An explicit end.
    ///
    /// @param recording whose end it was
    record Closing(Instant at, RecordingId recording, DeviceId device) {}

    /// Speech looking for its meeting.
    record Speech(RecordingId recording, DeviceId device, Instant startedAt) {}

    /// A place in a recording.
    record Place(RecordingId recording, long sample) {}

    /// @param cuts where the room is cut, around the speech
    Optional<Span> choose(List<Span> spans, List<Instant> cuts, Speech speech) {
        var takers =
                spans.stream()
                        .filter(span -> takes(span, speech))
                        .filter(span -> !isApart(cuts, span.startedAt(), speech.startedAt()))
                        .toList();
        var begunBefore =
                takers.stream()
                        .filter(span -> !span.startedAt().isAfter(speech.startedAt()))
                        .max(Comparator.comparing(Span::startedAt));
        return begunBefore.isPresent()
                ? begunBefore
                : takers.stream().min(Comparator.comparing(Span::startedAt));
    }

    /// What begins exactly at a cut comes after it.
    private static boolean isApart(List<Instant> cuts, Instant one, Instant other) {
        var before = one.isBefore(other) ? one : other;
        var after = one.isBefore(other) ? other : one;
        return cuts.stream().anyMatch(cut -> cut.isAfter(before) && !cut.isAfter(after));
    }

    private boolean takes(Span span, Speech speech) {
        if (speech.startedAt().isBefore(span.startedAt().minus(pause))) {
            return false;
        }
        return span.closing()
                .map(closing -> takesAfterClosing(span, closing, speech))
                .orElseGet(() -> !speech.startedAt().isAfter(span.endedAt().plus(pause)));
    }

    /// A box sends in order, so whatever it sends after the end of the recording that closed the
    /// meeting was said after it, even when a file played faster than real time left the meeting's
    /// audio time ahead of the clock. Only another box in the room may still owe something, and
    /// this one of a recording that is in the meeting: it sends what it missed last.
    private static boolean takesAfterClosing(Span span, Closing closing, Speech speech) {
        if (speech.recording().equals(closing.recording())) {
            return true;
        }
        var mayOwe = span.hasRecording() || !speech.device().equals(closing.device());
        return mayOwe && speech.startedAt().isBefore(closing.at());
    }
}
