package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.Mark;
import io.roomscribe.hub.transcript.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A meeting's segments, with its gaps and marks where they fell.
///
/// Immutable.
///
/// @param through the highest segment number in it
/// @param waiting what to say when there is nothing in it
record TranscriptView(String meeting, long through, List<Item> items, String waiting) {

    /// One line of it.
    sealed interface Item {
        Instant startedAt();
    }

    /// @param speaker label, `unsure`, or empty where nobody is told apart
    /// @param name what to show for it
    /// @param beginsTurn whether somebody else spoke before
    /// @param wordTimes when each word begins, in hundredths of a second from the first; empty when
    ///   nobody knows
    /// @param edited whether it does not read as it was heard
    record Said(
            long number,
            Instant startedAt,
            String time,
            String speaker,
            String name,
            boolean beginsTurn,
            String text,
            String wordTimes,
            boolean edited)
            implements Item {
        String tone() {
            return SpeakersView.tone(speaker);
        }
    }

    record Missing(Instant startedAt, String time, String length, String reason) implements Item {}

    /// A moment that somebody marked.
    record Marked(Instant startedAt, String time, String label) implements Item {}

    static TranscriptView of(
            Meeting meeting,
            List<Segment> segments,
            Speakers speakers,
            List<Gap> gaps,
            List<Mark> marks,
            Set<Long> edited,
            Times times,
            String waiting) {
        var items = new ArrayList<Item>();
        var through = 0L;
        var speaker = "";
        for (var segment : segments) {
            var beginsTurn = !segment.speaker().equals(speaker);
            speaker = segment.speaker();
            through = Math.max(through, segment.number());
            items.add(
                    new Said(
                            segment.number(),
                            segment.startedAt(),
                            times.seconds(segment.startedAt()),
                            speaker,
                            speakers.nameOf(speaker),
                            beginsTurn && !speaker.isEmpty(),
                            segment.text(),
                            wordTimes(segment),
                            edited.contains(segment.number())));
        }
        for (var gap : gaps) {
            items.add(
                    new Missing(
                            gap.startedAt(),
                            times.seconds(gap.startedAt()),
                            Times.length(Duration.between(gap.startedAt(), gap.endedAt())),
                            reason(gap)));
        }
        for (var mark : marks) {
            items.add(new Marked(mark.at(), times.seconds(mark.at()), mark.label()));
        }
        items.sort(Comparator.comparing(Item::startedAt));
        return new TranscriptView(meeting.id(), through, List.copyOf(items), waiting);
    }

    /// A number a word and no element a word: a long meeting has a hundred thousand.
    private static String wordTimes(Segment segment) {
        return segment.timedWords().stream()
                .map(word -> String.valueOf(word.startMillis() / 10))
                .collect(Collectors.joining(" "));
    }

    private static String reason(Gap gap) {
        return Texts.of(
                switch (gap.reason()) {
                    case MUTED -> "gap.muted";
                    case MICROPHONE_LOST -> "gap.microphone-lost";
                    case NO_FRAMES -> "gap.no-frames";
                    case OVERRUN -> "gap.overrun";
                    case DISK_FULL -> "gap.disk-full";
                    case RESTART -> "gap.restart";
                    case POWER_LOSS -> "gap.power-loss";
                    case STOPPED -> "gap.stopped";
                    case ERASED -> "gap.erased";
                });
    }
}
